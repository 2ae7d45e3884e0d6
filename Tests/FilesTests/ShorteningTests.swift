import Files
import XCTest

final class ShorteningTests: XCTestCase {
    func testShortTextsStayAsTheyAre() {
        for text in ["", "abcdef", "é→👩‍👩‍👧"] { XCTAssertEqual(text.shortened(to: 8), text) }
    }

    func testLongTextsKeepBeginningAndEnd() {
        XCTAssertEqual("abcdefghijkl".shortened(to: 6), "abc…jkl")
        XCTAssertEqual("abcdefghijkl"[...].shortened(to: 5), "abc…kl")
        // One character of a thousand marks is long.
        let marks = "e" + String(repeating: "\u{301}", count: 1000)
        XCTAssertEqual(marks.count, 1)
        XCTAssertEqual(marks.shortened(to: 10).unicodeScalars.count, 11)
    }
}
