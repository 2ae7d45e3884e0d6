import Notebook
import XCTest

/// Numbers within a tolerance, and what `--accept` keeps of an expected text.
final class ToleranceTests: XCTestCase {
    private func document(_ output: String, _ attributes: String) throws -> Document {
        try Document(
            parsing: Array("```swift {#x}\nprint(1)\n```\n\n```output {for=x \(attributes)}\n\(output)\n```\n".utf8),
            path: "n.avtsnb")
    }

    func testNumbers() {
        let near = ExpectedOutputMatcher(tolerance: 1e-3)
        let cases: [(String, String, Bool)] = [
            ("0.3334", "0.3333", true), ("0.34", "0.3333", false), ("loss 0.12345 at 7", "loss 0.1234 at 7", true),
            ("loss 0.1234 at 8", "loss 0.1234 at 7", false), ("1000.5", "1000.0", true), ("1002.0", "1000.0", false),
            ("Tensor [2, 3] in -1.0001…2.5", "Tensor [2, 3] in -1.0…2.5", true),
            ("Tensor [2, 4] in -1.0…2.5", "Tensor [2, 3] in -1.0…2.5", false),
            ("1.5e-3", "0.0015", true), ("1e5", "100000.0", true), ("nan inf -inf", "nan inf -inf", true), ("nan", "1.0", false),
            ("1.0", "nan", false), ("inf", "1e300", false), ("−0.5", "-0.5", true), ("conv1.5", "conv1.6", false),
            ("v1.2.3", "v1.2.4", false),
            ("a 0.50 b", "a ... b", true), ("x 0.5 y 3", "x 0.5001 ...", true), ("3", "3.0", false),
            ("1000001", "1000000", false),
            ("0.1 0.2", "0.1", false),
        ]
        for (actual, expected, matches) in cases {
            XCTAssertEqual(near.matches(actual, expected), matches, "\(actual) for \(expected)")
        }
        XCTAssertFalse(ExpectedOutputMatcher().matches("0.3334", "0.3333"))
        XCTAssertTrue(ExpectedOutputMatcher(tolerance: 0).matches("0.50", "0.5"), "the same number")
    }

    func testAttributes() throws {
        let expected = try document("0.5", "tolerance=1e-2 figure=a/b.png difference=0.2").expectedOutputs[0]
        XCTAssertEqual(expected.tolerance, 0.01)
        XCTAssertEqual(expected.figure, "a/b.png")
        XCTAssertEqual(expected.difference, 0.2)
        XCTAssertTrue(expected.matches("0.505"))
        XCTAssertTrue(try document("", "figure=b.png").expectedOutputs[0].matches("LinePlot"), "nothing is said of the text")
        for wrong in [
            "tolerance=x", "tolerance=-1", "tolerance", "figure=/etc/a.png", "figure=../a.png", "figure=a.jpg", "figure=~/a.png",
            "difference=2 figure=a.png",
            "difference=0.1", "tolerence=1",
        ] {
            XCTAssertThrowsError(try document("0.5", wrong), wrong)
        }
    }

    func testWhatAcceptingKeeps() throws {
        let cases: [(expected: String, actual: String, result: String)] = [
            ("one\ntwo ...\n...\nfive", "one\ntwo 3\nthree\nfour", "one\ntwo ...\n...\nfour"),
            ("a ...\nb", "a 1\nc", "a ...\nc"), ("...\nend", "1\n2\nstop", "...\nstop"), ("a\n...", "b\n1\n2", "b\n..."),
            ("took ... s\n5", "took 1 s\n6\nmore", "took ... s\n6\nmore"), ("x ...\ny ...", "y 2", "y ..."),
            ("a", "b\nc", "b\nc"),
            ("...", "", "..."), ("a ...", "", ""),
        ]
        for (expected, actual, result) in cases {
            let document = try document(expected, "")
            let accepted = document.accepting(["x": actual])
            let again = try Document(parsing: Array(accepted.utf8), path: "n.avtsnb").expectedOutputs[0]
            let isSame = document.expectedOutputs[0].matches(actual)
            XCTAssertEqual(again.text.trimmingCharacters(in: .newlines), isSame ? expected : result, "\(expected) | \(actual)")
            XCTAssertTrue(again.matches(actual), "\(expected) | \(actual) → \(again.text)")
        }
        let near = try document("0.50001 a\n7", "tolerance=1e-3")
        XCTAssertTrue(near.accepting(["x": "0.5 a\n8"]).contains("0.50001 a\n8"), "numbers that are near stay")
    }
}
