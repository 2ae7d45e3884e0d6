import Notebook
import XCTest

final class SwiftTokensTests: XCTestCase {
    /// The coloured parts, each with the sign of its kind before it.
    private func parts(_ source: String) -> [String] {
        let bytes = Array(source.utf8)
        return SwiftTokens.of(source).map { token in
            let sign =
                switch token.kind {
                case .keyword: "k"
                case .text: "s"
                case .number: "n"
                case .comment: "c"
                case .type: "t"
                }
            return sign + ":" + String(decoding: bytes[token.range], as: UTF8.self)
        }
    }

    func testWordsNumbersAndComments() {
        XCTAssertEqual(parts("let a: Int = 5 // five"), ["k:let", "t:Int", "n:5", "c:// five"])
        XCTAssertEqual(
            parts("0..<5, 1.5e-3, 0xFF_ap+2, 0b11, t.0.1"), ["n:0", "n:5", "n:1.5e-3", "n:0xFF_ap+2", "n:0b11", "n:0.1"])
        XCTAssertEqual(parts("x.self.default; `in`; lets; #if A"), ["k:#if", "t:A"])
        XCTAssertEqual(parts("/* a /* b */ c */ x"), ["c:/* a /* b */ c */"])
        XCTAssertEqual(parts("Größe + Überblick + élan"), ["t:Größe", "t:Überblick"])
        XCTAssertEqual(parts("func f() -> Self { x1e5 }"), ["k:func", "k:Self"])
    }

    func testTextsAndCodeWithin() {
        XCTAssertEqual(parts(#""a \(b + "c") d" + e"#), [#"s:"a \("#, #"s:"c""#, #"s:) d""#])
        XCTAssertEqual(parts(#""a \(f(1)) b""#), [#"s:"a \("#, "n:1", #"s:) b""#])
        XCTAssertEqual(parts(##"#"raw \( "x"# let"##), [##"s:#"raw \( "x"#"##, "k:let"])
        XCTAssertEqual(parts("\"\"\"\n  \"quoted\" // no\n\"\"\" // yes"), ["s:\"\"\"\n  \"quoted\" // no\n\"\"\"", "c:// yes"])
        XCTAssertEqual(parts(#""\"" + "\\" + 1"#), [#"s:"\"""#, #"s:"\\""#, "n:1"])
    }

    func testWhatIsNotFinished() {
        XCTAssertEqual(parts("\"open\nlet"), ["s:\"open", "k:let"])
        XCTAssertEqual(parts("\"open\\\nlet"), ["s:\"open\\", "k:let"])
        XCTAssertEqual(parts("\"\"\"\nopen\nlet"), ["s:\"\"\"\nopen\nlet"])
        for text in ["\"", "\"\\", "#", "#\"", "/*", "/", "`", "0x", "1e", "\"\\(", "\"\\(\"", ")", "@", "1."] { _ = parts(text) }
    }

    func testPartsLieApartAndInOrder() {
        let signs = ["\"", "\\", "(", ")", "#", "/", "*", "\n", "a", "let", "1", ".", "ü", "`", "e"]
        var state: UInt64 = 7
        for _ in 0..<2000 {
            let text = (0..<12).map { _ -> String in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return signs[Int(state >> 33) % signs.count]
            }.joined()
            var end = 0
            for token in SwiftTokens.of(text) {
                XCTAssertGreaterThanOrEqual(token.range.lowerBound, end, text)
                XCTAssertFalse(token.range.isEmpty, text)
                end = token.range.upperBound
            }
            XCTAssertLessThanOrEqual(end, text.utf8.count, text)
        }
    }
}
