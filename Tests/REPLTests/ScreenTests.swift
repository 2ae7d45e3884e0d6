import Foundation
import REPL
import Terminal
import XCTest

/// Room on the screen, and what is painted there.
final class ScreenTests: XCTestCase {
    override class func setUp() { setlocale(LC_CTYPE, "C.UTF-8") }

    func testRowsOfAText() {
        func rows(_ text: String) -> Int { ScreenText.rows(of: text, columns: 10, upTo: 100) }
        XCTAssertEqual(rows(""), 0)
        XCTAssertEqual(rows("a\nb\n"), 2)
        XCTAssertEqual(rows("a\n\nb"), 3)
        XCTAssertEqual(rows(String(repeating: "x", count: 10) + "\n"), 1)
        XCTAssertEqual(rows(String(repeating: "x", count: 11)), 2)
        XCTAssertEqual(rows(String(repeating: "語", count: 6)), 2)
        XCTAssertEqual(rows(String(repeating: "\u{1B}[1;31mx\u{1B}[0m", count: 10)), 1)
        XCTAssertEqual(ScreenText.rows(of: String(repeating: "\n", count: 1000), columns: 10, upTo: 30), 30)
        let size = TerminalSize(columns: 10, rows: 5)
        XCTAssertFalse(Pager.isWanted(for: "1\n2\n3\n4\n", on: size))
        XCTAssertTrue(Pager.isWanted(for: "1\n2\n3\n4\n5\n", on: size))
    }

    func testWhoNamesThePager() throws {
        XCTAssertEqual(Pager(["AVTS_PAGER": "most -s", "PAGER": "more"])?.command, "most -s")
        XCTAssertEqual(Pager(["PAGER": "more"])?.command, "more")
        XCTAssertNil(Pager(["AVTS_PAGER": "", "PAGER": "more"]))
        XCTAssertNil(Pager(["AVTS_PAGER": "cat", "PAGER": "more"]))
        XCTAssertNil(Pager(["PAGER": " cat "]))
        XCTAssertNil(Pager(["PATH": "/nowhere"]))
    }

    private func painted(_ line: String, point: Int, columns: Int = 20, rows: Int = 5) -> String? {
        let parts = LineColours.parts(of: line, after: "") { $0 == "vars" ? false : nil }
        return PaintedLine.sequence(
            of: line, point: point, prompt: 6, parts: parts, on: TerminalSize(columns: columns, rows: rows))
    }

    func testALineIsPaintedInItsPlace() {
        XCTAssertEqual(painted("let a", point: 5), "\u{1B}7\r\u{1B}[6C\u{1B}[0;35mlet\u{1B}[0m a\u{1B}[0m\u{1B}8")
        XCTAssertEqual(painted(":vars", point: 5), "\u{1B}7\r\u{1B}[6C\u{1B}[0;1m:vars\u{1B}[0m\u{1B}8")
        // The cursor on the second row, after a first that is full.
        XCTAssertEqual(
            painted("let abcdefghijklmn", point: 18),
            "\u{1B}7\u{1B}[1A\r\u{1B}[6C\u{1B}[0;35mlet\u{1B}[0m abcdefghij\r\u{1B}[1Bklmn\u{1B}[0m\u{1B}8")
        // A wide sign has no room in the last column.
        XCTAssertEqual(
            painted("x12345678901é語", point: 0)?.replacing("\u{1B}[0m", with: ""),
            "\u{1B}7\r\u{1B}[6Cx12345678901é\r\u{1B}[1B語\u{1B}8")
    }

    func testWhatIsLeftAlone() {
        XCTAssertNil(painted("let a\u{1}", point: 0), "readline writes ^A")
        XCTAssertNil(painted("let \u{9B}2J", point: 0))
        XCTAssertNil(painted(String(repeating: "1 ", count: 60), point: 0), "more rows than the screen has")
        XCTAssertNil(painted("let a", point: 5, columns: 10))
        XCTAssertEqual(LineColours.parts(of: String(repeating: "1 ", count: 10_000), after: "") { _ in nil }, [])
    }

    func testALineGoesOnWithWhatWasOpen() {
        let parts = LineColours.parts(of: "a \"\"\" + 1", after: "let t = \"\"\"\n") { _ in nil }
        XCTAssertEqual(parts, [SwiftPaint.Part(0..<5, "32"), SwiftPaint.Part(8..<9, "36")])
    }

    func testAnswersOfTheTerminal() {
        func find(_ text: String) -> String? {
            DeviceAnswer.find(in: Array(text.utf8)).map { "\($0.attributes) \(String(decoding: $0.rest, as: UTF8.self))" }
        }
        XCTAssertEqual(find("a\u{1B}[?62;4;22cb"), "[62, 4, 22] ab")
        XCTAssertEqual(find("\u{1B}[?6c"), "[6] ")
        XCTAssertNil(find("\u{1B}[?62;4"))
        XCTAssertNil(find("\u{1B}[A[?62c"))
    }
}
