import Notebook
import XCTest

/// Lines end in three ways, in files and in what cells print.
final class LineEndTests: XCTestCase {
    private let text = "# T\n\n```swift {#a}\nprint(1)\n```\n\n```output {for=a}\n1\n```\n"

    func testEveryEndIsOne() throws {
        for end in ["\n", "\r\n", "\r"] {
            let document = try Document(parsing: text.replacing("\n", with: end), path: "n.avtsnb")
            XCTAssertEqual(document.cells.map(\.source), ["print(1)\n"], end.debugDescription)
            XCTAssertEqual(document.cells.first?.firstLine, 4)
            XCTAssertEqual(document.expectedOutput(of: "a")?.text, "1\n")
        }
    }

    func testAcceptingKeepsThem() throws {
        for end in ["\n", "\r\n"] {
            let file = text.replacing("\n", with: end)
            let accepted = try Document(parsing: file, path: "n.avtsnb").accepting(["a": "2\r\n3\n"])
            XCTAssertEqual(
                accepted.utf8.elementsEqual(file.replacing("1\(end)```", with: "2\(end)3\(end)```").utf8), true,
                accepted.debugDescription)
        }
    }

    func testWhatIsPrintedMayEndItsLinesAsItLikes() {
        XCTAssertTrue(ExpectedOutputMatcher().matches("a\r\nb\n", "a\nb\n"))
        XCTAssertFalse(ExpectedOutputMatcher().matches("a\r\nc\n", "a\nb\n"))
        XCTAssertEqual(ExpectedOutputMatcher().difference("a\r\nc\n", "a\nb\n"), "  a\n- b\n+ c")
    }

    func testALineThatIsWrittenOverIsTheLast() {
        XCTAssertEqual(SettledText.of("\r33 %\r66 %\r99 %\rdone \n"), "done \n")
        XCTAssertEqual(SettledText.of("ab\rcd"), "cd")
        XCTAssertEqual(SettledText.of("abc\rx\nd"), "xbc\nd")
        XCTAssertEqual(SettledText.of("ab\u{8}c"), "ac")
        XCTAssertEqual(SettledText.of("\u{8}\r\u{8}a\r\nb"), "a\nb")
        XCTAssertEqual(SettledText.of("plain\ttext"), "plain\ttext")
    }
}
