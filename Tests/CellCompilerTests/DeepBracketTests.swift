import CellCompiler
import XCTest

/// Texts whose brackets go so deep that the parser would not come back, or only from a stack that has run out.
final class DeepBracketTests: XCTestCase {
    private static let openings = [
        "(", "[", "{", "([", "[(", "a<[", "[a<(", "{[", "[[", "f([", "\"\\([", "[1: [", "a?.b[", "(\n[",
    ]

    func testWhatGoesTooDeepIsRefusedAndNotRead() throws {
        let library = try LibraryLocation.find()
        let cache = URL(fileURLWithPath: library.library).deletingLastPathComponent().appendingPathComponent("test-cells").path
        let compiler = try Compiler(toolchain: .find(), library: library, cache: cache)
        for opening in Self.openings {
            let source = "let a = 1\n" + String(repeating: opening, count: 300)
            XCTAssertEqual(CellReading.completeness(of: source), .invalid, opening)
            XCTAssertTrue(CellReading.names(in: source).reads.isEmpty, opening)
            XCTAssertThrowsError(try compiler.compile(CellText(source, file: "n.avtsnb", firstLine: 5)), opening) { error in
                guard let failure = error as? CompileFailure else { return XCTFail("\(error)") }
                XCTAssertTrue(failure.isSyntax)
                XCTAssertTrue(failure.diagnostics[0].message.contains("deep within each other"), failure.diagnostics[0].message)
                XCTAssertGreaterThanOrEqual(failure.diagnostics[0].line, 6)
            }
        }
    }

    /// As deep as is allowed, each kind within the other, and it is read.
    func testWhatIsAllowedIsRead() {
        for opening in ["[", "([", "[(", "a<["] {
            XCTAssertEqual(CellReading.completeness(of: String(repeating: opening, count: 12)), .incomplete, opening)
        }
        XCTAssertEqual(
            CellReading.completeness(of: String(repeating: "[", count: 12) + String(repeating: "]", count: 12)), .complete)
        let side = String(repeating: "[1]\n", count: 500)
        XCTAssertEqual(CellReading.completeness(of: side), .complete, "brackets beside each other are not deep")
    }
}
