import CellCompiler
import XCTest

final class OpenBracketsTests: XCTestCase {
    private func isOpen(_ text: String) -> Bool {
        var brackets = OpenBrackets()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { brackets.add(String(line)) }
        return brackets.isOpen
    }

    func testOpenAndClosed() {
        for text in [
            "f(", "f {", "[1,\n2", "/* a", "/* /* */", "\"\"\"", "\"\"\"\na\n\\(", "#\"\"\"\n\"\"\"", "f(\")\"", "f('}') {",
            "\"\\(f(\"",
            "func f() {\n\n\n", "if a { // }",
        ] { XCTAssertTrue(isOpen(text), text) }
        for text in [
            "", "f()", "f { [1] }", "\"(\"", "// (", "/* ( */", "\"\"\"\n(\n\"\"\"", "#\"\"\"\n\"\"\" \\( \n\"\"\"#",
            "\"\\(f(\")\"))\"",
            "#\"\\( \"#", "#\"\\#(f(1))\"#", "\"\\\\\"", "\"\\\"(\"", "#if DEBUG", "/\\(/", ")))", "let s = \"unclosed (",
        ] { XCTAssertFalse(isOpen(text), text) }
    }

    /// What the line after a text is indented by, and what one that begins with a closing bracket is.
    private func levels(_ text: String) -> [Int?] {
        var brackets = OpenBrackets()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { brackets.add(String(line)) }
        return [brackets.level, brackets.closingLevel]
    }

    func testLevelsOfTheNextLine() {
        XCTAssertEqual(levels("a"), [0, 0])
        XCTAssertEqual(levels("func f() {"), [1, 0])
        XCTAssertEqual(levels("func f() {\n    if a {"), [2, 1])
        XCTAssertEqual(levels("f({"), [1, 0], "brackets of one line are one level")
        XCTAssertEqual(levels("f({\n    a\n}, {"), [1, 0])
        XCTAssertEqual(levels("f(\n    a {\n        b\n    }"), [1, 0])
        XCTAssertEqual(levels("if a {\n    b\n} else {"), [1, 0])
        XCTAssertEqual(levels("let a = [\n    [1,"), [2, 1])
        XCTAssertEqual(levels("f(\n    \"\\(g(\"a\"))\","), [1, 0])
        XCTAssertEqual(levels("if a { // {"), [1, 0])
        XCTAssertEqual(levels(")))\nf {"), [1, 0])
    }

    func testTextsAndCommentsHaveBlanksOfTheirOwn() {
        XCTAssertEqual(levels("f {\n    let a = \"\"\"\n    {"), [nil, nil])
        XCTAssertEqual(levels("f {\n    /* {"), [nil, nil])
        XCTAssertEqual(levels("f {\n    let a = \"\"\"\n    {\n    \"\"\""), [1, 0])
    }
}

/// What reads a text goes as deep as the text does.
final class NestingTests: XCTestCase {
    func testWhatGoesTooDeepIsNotRead() {
        let count = 100_000
        for text in [
            "x" + String(repeating: ".a", count: count), "x" + String(repeating: "\n    .a", count: count),
            "x" + String(repeating: ".f(1, 2)", count: count), "x" + String(repeating: "[0]", count: count),
            "x" + String(repeating: ".map { $0 }", count: count), "x" + String(repeating: "!", count: count),
            "if a {}" + String(repeating: " else if b {}", count: count),
            "if a {\n}" + String(repeating: "\nelse if b {\n}", count: count), String(repeating: "(", count: count),
            String(repeating: "[", count: count) + "1" + String(repeating: "]", count: count),
        ] {
            XCTAssertEqual(CellReading.completeness(of: text), .invalid, String(text.prefix(12)))
            XCTAssertEqual(CellReading.names(in: text).reads, [])
            XCTAssertEqual(CellReading.showing(text), text)
        }
    }

    func testLongTextsThatAreFlatAreRead() {
        for text in [
            "[" + (0..<20_000).map { "x.a\($0)" }.joined(separator: ", ") + "]",
            (0..<20_000).map { "x.a\($0)" }.joined(separator: " + "),
            (0..<20_000).map { "x.f(\($0))" }.joined(separator: "\n"),
            (0..<5_000).map { "if a == \($0) { f() } else { g() }" }.joined(separator: "\n"),
            "func f() {\n" + (0..<5_000).map { "guard a == \($0) else { return }" }.joined(separator: "\n") + "\n}",
            (0..<500).map { "// ( [ { \($0)" }.joined(separator: "\n"),
            (0..<5_000).map { "f(x).g().h()! // \($0)" }.joined(separator: "\n"),
            "let s = \"" + String(repeating: "A sentence. ", count: 5_000) + "\"",
        ] { XCTAssertEqual(CellReading.completeness(of: text), .complete, String(text.prefix(30))) }
    }
}
