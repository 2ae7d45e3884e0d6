import CellAssistant
import XCTest

/// The service's answers, whole and odd.
final class ResponseTextTests: XCTestCase {
    func testWhole() {
        let text = """
            {
              key.results: [
                { key.name: "a(b:)", key.offset: 12, key.kind: source.lang.swift.keyword, key.doc: "says \\"hi\\"\\nand \\\\" },
                { key.name: "ü", key.inner: { key.list: [1, 2, [ ] ] } }
              ],
              key.flag: 1
            }
            """
        let value = ResponseText.value(of: text)
        let items = value?["key.results"]?.items ?? []
        XCTAssertEqual(items.count, 2)
        XCTAssertEqual(items[0]["key.name"]?.text, "a(b:)")
        XCTAssertEqual(items[0]["key.offset"]?.text, "12")
        XCTAssertEqual(items[0]["key.kind"]?.text, "source.lang.swift.keyword")
        XCTAssertEqual(items[0]["key.doc"]?.text, "says \"hi\"\nand \\")
        XCTAssertEqual(items[1]["key.inner"]?["key.list"]?.items.count, 3)
        XCTAssertEqual(value?["key.flag"]?.text, "1")
        XCTAssertNil(value?["key.nothing"])
    }

    func testOdd() {
        XCTAssertNil(ResponseText.value(of: ""))
        XCTAssertNil(ResponseText.value(of: " \n"))
        XCTAssertNil(ResponseText.value(of: "}"))
        XCTAssertEqual(ResponseText.value(of: "{"), .dictionary([:]))
        XCTAssertEqual(ResponseText.value(of: "{ a: 1, b"), .dictionary(["a": .word("1")]))
        XCTAssertEqual(ResponseText.value(of: "{ a: , }"), .dictionary([:]))
        XCTAssertEqual(ResponseText.value(of: "[1, \"two"), .array([.word("1"), .word("two")]))
        XCTAssertEqual(ResponseText.value(of: "[1, 2}"), .array([.word("1"), .word("2")]))
        XCTAssertEqual(ResponseText.value(of: "\"a\\"), .word("a\\"))
        XCTAssertNotNil(ResponseText.value(of: String(repeating: "[", count: 100_000)))
        XCTAssertNotNil(ResponseText.value(of: String(repeating: "{a:", count: 100_000)))
    }

    /// Every piece of an answer is read without a trap.
    func testPieces() {
        let text = "{ key.results: [ { key.name: \"a\\\"b\", key.n: -1 }, [ ], x:y ], \"k\": { } } \u{0} é"
        for end in 0...text.utf8.count { _ = ResponseText.value(of: String(decoding: text.utf8.prefix(end), as: UTF8.self)) }
        for start in 0...text.utf8.count {
            _ = ResponseText.value(of: String(decoding: text.utf8.dropFirst(start), as: UTF8.self))
        }
    }
}
