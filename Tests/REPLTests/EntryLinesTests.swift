import REPL
import XCTest

final class EntryLinesTests: XCTestCase {
    /// The entries that lines make, as they would at a prompt.
    private func entries(_ text: String, isPasted: Bool = false) -> [String] {
        var result: [String] = []
        var pending = EntryLines()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard pending.add(String(line), isForced: { !isPasted }) || pending.isBlank else { continue }
            if !pending.isBlank { result.append(pending.text) }
            pending = EntryLines()
        }
        if !pending.isBlank { result.append(pending.text) }
        return result
    }

    func testABlankLineWithinABraceIsALine() {
        XCTAssertEqual(entries("func f() {\n    a()\n\n    b()\n}\nc()"), ["func f() {\n    a()\n\n    b()\n}\n", "c()\n"])
        XCTAssertEqual(entries("func f() {\n    // why\n\n    // and how\n    a()\n}\nc()").count, 2)
        XCTAssertEqual(entries("let t = \"\"\"\n    a\n\n    b\n    \"\"\"\nt").count, 2)
    }

    func testTwoBlankLinesEndIt() {
        XCTAssertEqual(entries("let a = (1 +\n\n\nb"), ["let a = (1 +\n\n\n", "b\n"])
        XCTAssertEqual(entries("\n\n\na"), ["a\n"])
    }

    func testAPasteMayHoldAnyNumberOfThem() {
        let function = "func f() {\n\ta()\n\n\n\n\tb()\n}"
        XCTAssertEqual(entries(function, isPasted: true), [function + "\n"], "tabs and all")
    }

    func testLongEntriesAreReadOnce() {
        // Beyond some kilobytes the parser is asked only where all brackets are closed: told by what the lines say.
        let body = (0..<20_000).map { "    total += values[\($0)] // (" }.joined(separator: "\n")
        let text = "func f() {\n\(body)\n    print(\"\\(total) )\")\n}"
        let found = entries(text)
        XCTAssertEqual(found.count, 1)
        XCTAssertTrue(found.first == text + "\n")
    }
}
