import Terminal
import XCTest

final class VisibleTextTests: XCTestCase {
    private let hostile = [
        "\u{1B}]0;title\u{7}", "\u{1B}[2J", "\u{1B}[31m", "\u{9B}2J", "a\rb", "a\u{8}b", "\u{7F}", "\u{202E}gpj.exe", "\u{0}",
        "\u{1B}]52;c;aGk=\u{7}",
    ]

    func testNothingOfOthersIsObeyed() {
        for text in hostile {
            let shown = VisibleText.of("x" + text + "y")
            XCTAssertFalse(
                shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E }, shown
            )
            XCTAssertTrue(shown.hasPrefix("x") && shown.hasSuffix("y"))
            XCTAssertNotEqual(shown, "xy", "it is shown, not swallowed")
        }
        XCTAssertEqual(VisibleText.of("\u{1B}[2J"), "\\u{1B}[2J")
        XCTAssertEqual(VisibleText.of("one\ttwo\nthrée 👩‍👩‍👧 \u{E0F0}"), "one\ttwo\nthrée 👩‍👩‍👧 \u{E0F0}")
        XCTAssertEqual(VisibleText.line("a\nb\tc\r\nd"), "a b c d")
    }

    func testWhatCellsPrintMayChooseColoursAndReturn() {
        XCTAssertEqual(VisibleText.output("\u{1B}[1;31mred\u{1B}[0m\r\n"), "\u{1B}[1;31mred\u{1B}[0m\r\n")
        XCTAssertEqual(VisibleText.output("\r50 %\u{8}"), "\r50 %\u{8}")
        for text in [
            "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{1B}[5;5H", "\u{1B}c", "\u{9B}31m",
            "\u{1B}[" + String(repeating: "1;", count: 99) + "m",
        ] {
            XCTAssertTrue(VisibleText.output(text).hasPrefix("\\u{"), text.debugDescription)
        }
        // The mark of a sequence that never ends is the end of the text.
        XCTAssertEqual(VisibleText.output("\u{1B}"), "\\u{1B}")
        XCTAssertEqual(VisibleText.output("\u{1B}[3"), "\\u{1B}[3")
    }
}
