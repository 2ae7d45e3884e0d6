import Notebook
import XCTest

final class ExpectedOutputTests: XCTestCase {
    func testMatching() {
        let cases: [(actual: String, expected: String, matches: Bool)] = [
            ("a\nb\n", "a\nb", true), ("a  \n", "a\n\n", true), ("a\n", "b\n", false), ("", "", true),
            ("took 12.3 s\n", "took ... s\n", true), ("took 12.3 ms\n", "took ... s\n", false),
            ("a\nx\ny\nb\n", "a\n...\nb\n", true), ("a\nb\n", "a\n...\nb\n", true), ("a\n", "a\n...\nb\n", false),
            ("a\nb\na\nb\nc\n", "...\nb\nc\n", true), ("x\n", "...", true), ("", "...", true),
            ("loss 0.1 acc 0.9\n", "loss ... acc ...\n", true), ("a\n\nb\n", "a\n\nb\n", true), ("  a\n", "a\n", false),
        ]
        for (actual, expected, matches) in cases {
            XCTAssertEqual(
                ExpectedOutputMatcher().matches(actual, expected), matches,
                "\(actual.debugDescription) against \(expected.debugDescription)")
        }
    }

    func testManyWildcardsAreNoTrap() {
        let expected = String(repeating: "...a", count: 40) + "b"
        XCTAssertFalse(ExpectedOutputMatcher().matches(String(repeating: "a", count: 5000), expected))
    }

    func testDifference() {
        XCTAssertEqual(ExpectedOutputMatcher().difference("a\nx\nc\n", "a\nb\nc\n"), "  a\n- b\n+ x\n  c")
    }

    func testAcceptingRewritesOnlyTheBlocksThatDiffer() throws {
        let text =
            "# T\r\n```swift {#a}\r\n1\r\n```\r\n```output {for=a}\r\nold\r\n```\r\n\r\n```swift {#b}\r\n2\r\n```\r\n~~~output\r\n...\r\n~~~"
        let document = try Document(parsing: text, path: "n")
        XCTAssertEqual(document.accepting(["a": "old\n", "b": "anything\n"]), text)
        XCTAssertEqual(
            document.accepting(["a": "new\nlines\n", "b": "2\n"]), text.replacing("old\r\n", with: "new\r\nlines\r\n"))
    }

    func testAcceptedTextMayHoldFences() throws {
        let text = "```swift {#a}\n1\n```\n```output\nold\n```\nend\n"
        let accepted = try Document(parsing: text, path: "n").accepting(["a": "```swift\nx\n```\n"])
        XCTAssertEqual(accepted, "```swift {#a}\n1\n```\n````output\n```swift\nx\n```\n````\nend\n")
        XCTAssertEqual(try Document(parsing: accepted, path: "n").expectedOutput(of: "a")?.text, "```swift\nx\n```\n")
    }

    func testAcceptingNothing() throws {
        let text = "```swift {#a}\n1\n```\n\n```output\nold\n```"
        XCTAssertEqual(
            try Document(parsing: text, path: "n").accepting(["a": ""]), "```swift {#a}\n1\n```\n\n```output\n```")
    }
}
