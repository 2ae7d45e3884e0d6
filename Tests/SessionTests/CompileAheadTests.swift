import CellCompiler
import Foundation
import Session
import XCTest

/// Cells that are compiled before their turn are the ones that would be compiled in it.
final class CompileAheadTests: XCTestCase {
    private func texts(_ salt: String) -> [CellText] {
        [
            "var total = 0 // \(salt)", "func twice(_ n: Int) -> Int { 2 * n }", "total += twice(21)",
            "struct Leaf { var size = 1 }", "let total = Leaf(size: total)", "total.size",
        ].enumerated().map { CellText($1, id: "c\($0)", file: "n.avtsnb", firstLine: 1 + 3 * $0) }
    }

    func testTheSameCellsInTheSameOrder() throws {
        let cells = try Cells()
        let expected = texts(UUID().uuidString)
        cells.session.expect(expected)
        for text in expected { try cells.session.evaluate(text) }
        XCTAssertTrue(cells.output.hasSuffix("42\n"), cells.output)
    }

    func testOtherCellsThanExpected() throws {
        let cells = try Cells()
        let expected = texts(UUID().uuidString)
        cells.session.expect(expected)
        try cells.session.evaluate(expected[0])
        cells.expect("total = 5", "")
        for text in expected.dropFirst() { try cells.session.evaluate(text) }
        XCTAssertTrue(cells.output.hasSuffix("47\n"), cells.output)
    }

    func testOneThatDoesNotCompileIsToldInItsTurn() throws {
        let cells = try Cells()
        let right = CellText("let a = 1", file: "n.avtsnb"),
            wrong = CellText("let b: Int = \"a\"", file: "n.avtsnb", firstLine: 4)
        cells.session.expect([right, wrong, CellText("a + 1", file: "n.avtsnb", firstLine: 8)])
        try cells.session.evaluate(right)
        XCTAssertThrowsError(try cells.session.evaluate(wrong)) { XCTAssertEqual(($0 as? CellError)?.line, 4) }
        cells.expect("a", "1\n")
    }

    func testAnInterruptEndsTheWait() throws {
        let cells = try Cells()
        // Hard for the compiler: a minute and more.
        let sum = (0..<40).map { "(\($0) * 1.5 + Double(\($0)))" }.joined(separator: " + ")
        let hard = CellText(
            "let x = [\(sum)].map { $0 + 1 - -$0 * (2 + $0 / 3) } + [1, 2.5].map { -$0 - -$0 } // \(UUID())", file: "n.avtsnb")
        cells.session.expect([hard])
        let began = ContinuousClock.now
        Thread.detachNewThread {
            usleep(300_000)
            cells.session.interrupt()
        }
        do { try cells.session.evaluate(hard) } catch let error as CellError { XCTAssertEqual(error.name, "Interrupted") }
        XCTAssertLessThan((ContinuousClock.now - began).components.seconds, 20)
        cells.expect("1 + 1", "2\n")
    }
}
