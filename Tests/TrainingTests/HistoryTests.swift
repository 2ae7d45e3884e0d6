import Foundation
import Training
import XCTest

/// Series, their means and their text.
final class HistoryTests: XCTestCase {
    func testSeriesKeepOrderAndValues() throws {
        var history = History()
        history.record("loss", at: 1, 4)
        history.record("a, \"b\"", at: 1, 0.5)
        history.record("loss", at: 2, 2)
        XCTAssertEqual(history.names, ["loss", "a, \"b\""])
        XCTAssertEqual(history["loss"].steps, [1, 2])
        XCTAssertEqual(history["loss"].last?.value, 2)
        XCTAssertEqual(history.mean("loss"), 3)
        XCTAssertEqual(history.mean("loss", last: 1), 2)
        XCTAssertNil(history.mean("nothing"))
        XCTAssertTrue(history["nothing"].steps.isEmpty)
        XCTAssertEqual(history.csv(), "name,step,value\nloss,1,4.0\nloss,2,2.0\n\"a, \"\"b\"\"\",1,0.5\n")
        XCTAssertEqual(try JSONDecoder().decode(History.self, from: JSONEncoder().encode(history)), history)
    }

    func testStagesAreJoinedWithTheirStepsCountingOn() {
        var first = History()
        first.record("loss", at: 1, 3)
        var second = History()
        second.record("loss", at: 1, 2)
        second.record("accuracy", at: 2, 70)
        first.append(second, shiftedBy: 10)
        XCTAssertEqual(first["loss"].steps, [1, 11])
        XCTAssertEqual(first["loss"].values, [3, 2])
        XCTAssertEqual(first["accuracy"].last?.step, 12)
    }
}
