import Plotting
import XCTest

/// What a figure does not draw of its data is counted in words.
final class OmissionTests: XCTestCase {
    func testValuesThatAreNoNumbers() {
        XCTAssertEqual(
            LinePlot(y: [1, .nan, 2, .nan, 3, .nan, .infinity]).omissions,
            ["4 of 7 values are no finite numbers and are not drawn"])
        XCTAssertEqual(LinePlot(y: [1, 2]).omissions, [])
        XCTAssertEqual(Histogram([.init("", [1, .nan])]).omissions, ["1 of 2 values is no finite number and is not drawn"])
        XCTAssertEqual(BarPlot(["a", "b"], [.nan, 1]).omissions, ["1 of 2 values is no finite number and is not drawn"])
        XCTAssertEqual(
            HeatMap([1, .nan, 2, 3], rows: 2, columns: 2).omissions, ["1 of 4 values is no finite number and is drawn grey"])
    }

    func testValuesWithoutAPlaceOnAnAxis() {
        XCTAssertEqual(
            LinePlot(y: [1, 0.1, 0, -1], yAxis: Axis("loss", scale: .logarithmic)).omissions,
            ["2 of 4 values have no place on the logarithmic y axis and are not drawn"])
        XCTAssertEqual(
            ScatterPlot([.init(x: [0, 1], y: [1, 1])], x: Axis("n", scale: .logarithmic)).omissions,
            ["1 of 2 values has no place on the logarithmic x axis and is not drawn"])
    }

    func testASheetTellsWhatItsFiguresLeaveOut() {
        let sheet = Panels([LinePlot(y: [1, .nan], title: "left"), LinePlot(y: [1, 2], title: "right")])
        XCTAssertEqual(sheet.omissions, ["left: 1 of 2 values is no finite number and is not drawn"])
    }
}

final class ConstantSmoothingTests: XCTestCase {
    func testAConstantStaysTheSame() {
        let constant = [Double](repeating: 0.1, count: 500)
        for weight in [0.3, 0.9, 0.999] { XCTAssertEqual(Set(smoothed(constant, weight: weight)), [0.1]) }
    }
}
