import CellSupport
import Work
import XCTest

final class ReportingCellTests: XCTestCase {
    private let cells = Cells()

    func testResultsAndChecksReachTheFrontEnd() {
        _ = cells.run(
            "record(\"table1.single.easy\", 69.5, unit: \"%\")\nrecord(\"machine\", \"two cores\")\ncheck(1 < 2, \"order\")")
        guard case .record(let name, let value, let unit)? = cells.events.first else { return XCTFail("\(cells.events)") }
        XCTAssertEqual(name, "table1.single.easy")
        XCTAssertEqual(value, .number(69.5))
        XCTAssertEqual(unit, "%")
        guard case .check(true, "order", _)? = cells.events.last else { return XCTFail("\(cells.events)") }
    }

    func testChecksThatDoNotHoldSaySo() {
        _ = cells.run("check(1.0, closeTo: 1.1, tolerance: 0.01, \"close\")")
        guard case .check(false, let message, _)? = cells.events.last else { return XCTFail("\(cells.events)") }
        XCTAssertTrue(message.contains("1.1"), message)
        _ = cells.run("check(Tensor([1, 2]), shape: [3], \"three\")")
        guard case .check(false, let shape, _)? = cells.events.last else { return XCTFail("\(cells.events)") }
        XCTAssertTrue(shape.contains("[2]") && shape.contains("[3]"), shape)
        _ = cells.run("check(Tensor([0, 2]).log(), \"finite\")")
        guard case .check(false, _, _)? = cells.events.last else { return XCTFail("\(cells.events)") }
    }

    func testATableIsAlignedAndEscaped() throws {
        let text = cells.run("table(\"Accuracy\", columns: [\"run\", \"%\"], rows: [[\"a <b>\", \"9.5\"], [\"c\", \"10.25\"]])")
        XCTAssertTrue(text.contains("a <b>    9.5\nc      10.25"), text)
        _ = cells.run("table(\"T\", columns: [\"a\"], rows: [[\"x < y, z\"]])")
        let shown = cells.shown
        XCTAssertTrue(shown.contains { if case .html(let html) = $0 { html.contains("x &lt; y") } else { false } })
        XCTAssertTrue(shown.contains { if case .csv("a\n\"x < y, z\"\n", _) = $0 { true } else { false } }, "\(shown)")
        XCTAssertTrue(cells.failure("table(\"T\", columns: [\"a\"], rows: [[\"x\", \"y\"]])").contains("row 1 has 2 cells"))
    }

    func testPlotsArePicturesWithTheirData() throws {
        _ = cells.run("LinePlot([.init(\"loss\", y: [3, 2, 1])], title: \"Loss\", x: \"step\")")
        let shown = cells.shown
        XCTAssertTrue(
            shown.contains {
                if case .png(let bytes, "loss") = $0 { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) } else { false }
            })
        XCTAssertTrue(shown.contains { if case .csv(let text, _) = $0 { text.contains("3") } else { false } })
    }

    func testALoopTellsHowFarItIs() {
        _ = cells.run("for i in 1...5000 { progress(i, of: 5000, note: \"turn \\(i)\") }")
        let reports = cells.events.compactMap { if case .progress(let report) = $0 { report } else { nil } }
        XCTAssertEqual(reports.first, ProgressReport(label: "", fraction: 1 / 5000, detail: "turn 1"))
        XCTAssertEqual(reports.last?.fraction, 1)
        XCTAssertLessThan(reports.count, 100, "ten a second are enough")
        // Another loop of the same cell begins anew.
        _ = cells.run("for _ in 0..<2 { progress(0, of: 3); progress(3, of: 3) }")
        let fractions = cells.events.suffix(4).map { event -> Double? in
            if case .progress(let report) = event { report.fraction } else { nil }
        }
        XCTAssertEqual(fractions, [0, 1, 0, 1])
        for wrong in ["progress(4, of: 3)", "progress(-1, of: 3)", "progress(0, of: 0)"] {
            XCTAssertTrue(cells.failure(wrong).contains("expected 0…total"), wrong)
        }
    }
}
