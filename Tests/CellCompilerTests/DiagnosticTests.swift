import CellCompiler
import XCTest

/// What the compiler refuses is told at the notebook's own lines and columns.
final class DiagnosticTests: XCTestCase {
    private func refuse(
        _ source: String, firstLine: Int = 1, file name: String = "n.avtsnb", file: StaticString = #filePath, line: UInt = #line
    ) throws -> CompileFailure.Diagnostic {
        let library = try LibraryLocation.find()
        let cache = URL(fileURLWithPath: library.library).deletingLastPathComponent().appendingPathComponent("test-cells").path
        let compiler = try Compiler(toolchain: .find(), library: library, cache: cache)
        do {
            _ = try compiler.compile(CellText(source, file: name, firstLine: firstLine))
            XCTFail("it should be refused", file: file, line: line)
        } catch let failure as CompileFailure { return failure.diagnostics[0] }
        throw CancellationError()
    }

    func testPlaces() throws {
        for (source, firstLine, line, column, words) in [
            ("let a = nosuch", 1, 1, 9, "cannot find 'nosuch' in scope"),
            ("let a = 1; let b = nosuch", 27, 27, 20, "cannot find 'nosuch' in scope"),
            ("let a = 1\n\n   nosuch(a)", 10, 12, 4, "cannot find 'nosuch' in scope"),
            ("print(1); print(2); nosuch", 1, 1, 21, "cannot find 'nosuch' in scope"),
            ("let größe = 1; größe.nosuch", 1, 1, 22, "value of type 'Int' has no member 'nosuch'"),
            ("print(\"👩‍👩‍👧 é\", nosuch)", 1, 1, 14, "cannot find 'nosuch' in scope"),
            ("\tprint(nosuch)", 1, 1, 8, "cannot find 'nosuch' in scope"),
            ("private let a = nosuch", 1, 1, 17, "cannot find 'nosuch' in scope"),
            ("let a = 1; guard let b = nosuch else { fatalError() }", 1, 1, 26, "cannot find 'nosuch' in scope"),
            ("#if os(Linux)\nlet a = 1; let b = nosuch\n#endif", 1, 2, 20, "cannot find 'nosuch' in scope"),
            ("let a = [1, 2].map {\n    $0 + nosuch\n}; let c = 1", 5, 6, 10, "cannot find 'nosuch' in scope"),
            ("let a: Int = \"text\"", 1, 1, 14, "cannot convert value of type 'String' to specified type 'Int'"),
            ("let a = 1\na = 2", 1, 2, 1, "cannot assign to value: 'a' is a 'let' constant"),
        ] {
            let found = try refuse(source, firstLine: firstLine)
            XCTAssertEqual([found.line, found.column], [line, column], source)
            XCTAssertEqual(found.message, words)
            let text = source.split(separator: "\n", omittingEmptySubsequences: false)[line - firstLine]
            let blank = String(text.prefix(column - 1).map { $0 == "\t" ? "\t" : " " })
            XCTAssertEqual(found.caret, "\(text)\n\(blank)^")
        }
    }

    func testFixes() throws {
        XCTAssertEqual(try refuse("let a = 1; var b: Int? = 2; let c: Int = b").fix, nil)
        XCTAssertEqual(
            try refuse("struct S { var text = 1 }; let s = S(); print(s.txet)").message, "value of type 'S' has no member 'txet'")
        let missing = try refuse("let a = 1; func f(n: Int) {}; f(a)")
        XCTAssertEqual([missing.line, missing.column], [1, 33])
        XCTAssertEqual(missing.fix, "n:")
    }

    func testSyntaxErrors() throws {
        let open = try refuse("print(1)\nlet a = (1 + ", firstLine: 3)
        XCTAssertEqual(open.line, 4)
        let brace = try refuse("func f() {\n  print(1)\n", firstLine: 3)
        XCTAssertTrue((3...5).contains(brace.line), "\(brace)")
    }

    func testWaitingWithoutAValueIsRefusedInWords() throws {
        let lines = "func soon() async -> Int { 1 }\nTask { for await _ in AsyncStream<Int>(unfolding: { nil }) {} }\n"
        for (line, column) in [
            ("async let n = soon()", 1), ("for await n in AsyncStream<Int>(unfolding: { nil }) { print(n) }", 5),
        ] {
            let found = try refuse(lines + line, firstLine: 5)
            XCTAssertEqual([found.line, found.column], [7, column])
            XCTAssertTrue(found.message.contains("wait"), found.message)
        }
    }

    func testOddFileNames() throws {
        let found = try refuse("let a = nosuch", file: "my \"own\" note.avtsnb")
        XCTAssertEqual([found.line, found.column], [1, 9])
    }
}
