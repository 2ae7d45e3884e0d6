import Script
import XCTest

/// What a wrong cell is told: place, words, caret, remedy, trace.
final class DiagnosticsTests: XCTestCase {
    func testGolden() throws {
        let snippets = try Snippet.all(in: "Diagnostics", expected: "diag")
        XCTAssertGreaterThanOrEqual(snippets.count, 60)
        for snippet in snippets {
            XCTAssertEqual(Recorder().run(snippet.source, name: snippet.name), snippet.expected, snippet.name)
        }
    }

    func testPlacesCountFromTheCellsLineInTheFile() throws {
        let session = Session()
        do {
            try session.evaluate("let a = 1\nlet b = a + c", cell: CellIdentity(id: "x", file: "n.avtsnb", firstLine: 41))
            XCTFail("the cell did not fail")
        } catch {
            XCTAssertEqual(error.place.line, 2)
            XCTAssertEqual(error.place.fileLine, 42)
            XCTAssertEqual(error.place.column, 13)
            XCTAssertTrue(error.rendered().hasPrefix("n.avtsnb:42:13 (cell x): error: cannot find 'c' in scope"))
        }
    }

    func testCheckReportsEveryErrorAndRunsNothing() {
        let recorder = Recorder()
        let found = recorder.session.check("print(1)\nlet a: Int = \"x\"\nfoo()")
        XCTAssertEqual(found.map(\.line), [2, 3])
        XCTAssertEqual(recorder.output, "")
        XCTAssertTrue(recorder.session.variables.isEmpty)
    }

    func testNothingRunsWhenTypesDoNotFit() {
        let recorder = Recorder()
        XCTAssertTrue(recorder.run("print(\"first\")\nlet a: Int = 2.5").contains("error:"))
        XCTAssertEqual(recorder.output, "")
    }

    func testThrownErrorsCarryTheirTypesName() throws {
        let error = try XCTUnwrap(Recorder().failure("enum Bad: Error { case a }\nthrow Bad.a"))
        XCTAssertEqual(error.kind, .thrown("Bad"))
        XCTAssertEqual(error.name, "Bad")
    }
}
