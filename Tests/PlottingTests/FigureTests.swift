import Plotting
import XCTest

final class FigureTests: XCTestCase {
    /// One of each kind, and every kind without data.
    private let figures: [any Figure] = [
        LinePlot([.init("a", y: [1, 2, 3]), .init("b", y: [3, 1, 2])], title: "Lines", x: "x", y: "y"),
        BarPlot(["a", "b"], [1, 2], title: "Bars"),
        HeatMap([1, 2, 3, 4], rows: 2, columns: 2, title: "Map"),
        ConfusionMatrix([[1, 2], [3, 4]], classes: ["a", "b"], title: "Confusion"),
        ImageGrid([RasterImage(width: 2, height: 2, grey: [0, 0.3, 0.6, 1])], title: "Grid"),
        ScatterPlot([.init("a", x: [1, 2], y: [2, 1])], title: "Scatter"),
        Histogram([.init("a", [1, 2, 2, 3])], title: "Histogram"),
        Panels([LinePlot(y: [1, 2]), BarPlot(["a"], [1])], title: "Panels"),
    ]
    private let empty: [any Figure] = [
        LinePlot([]), LinePlot(y: []), LinePlot(y: [.nan, .infinity]), BarPlot([], []), BarPlot(["a"], [.nan]),
        HeatMap([], rows: 0, columns: 0), HeatMap([.nan], rows: 1, columns: 1), ConfusionMatrix([], classes: []),
        ConfusionMatrix([[0]], classes: ["a"]), ImageGrid([]), ImageGrid([RasterImage(width: 0, height: 0, rgb: [])]),
        ScatterPlot([]), ScatterPlot([.init(x: [.nan], y: [1])]), Histogram([]), Histogram([.init("", [.nan])]),
        Panels([]), LinePlot(y: [0], yAxis: Axis("", scale: .logarithmic)),
    ]
    private let odd: [any Figure] = [
        LinePlot(y: [7]), LinePlot(y: [0, 0]), LinePlot(y: [1e300, -1e300]), LinePlot(y: [.leastNonzeroMagnitude, 0]),
        LinePlot(y: [.greatestFiniteMagnitude, -.greatestFiniteMagnitude]), LinePlot(x: [3, 3], y: [1, 2]),
        LinePlot(x: [2, 1, 3], y: [1, 2, 3]), LinePlot(y: [1e-300, 1e300], yAxis: Axis("", scale: .logarithmic)),
        LinePlot(y: [1, 2], title: "a\u{0}b\nc \u{1F600} 한국어", yAxis: Axis("", limits: 5...5)),
        LinePlot(y: [1, 2], yAxis: Axis("", scale: .logarithmic, limits: -1...10)),
        BarPlot(["a"], [0]), BarPlot(["a"], [-1e300]), BarPlot((0..<500).map(String.init), (0..<500).map(Double.init)),
        HeatMap([5], rows: 1, columns: 1), HeatMap([1, 2], rows: 1, columns: 2, xExtent: 3...3),
        HeatMap([.infinity, 1], rows: 1, columns: 2), Histogram([.init("", [1e300, -1e300])]),
        Histogram([.init("", [1])], x: Axis("", limits: 0...0)), Histogram([.init("", [3, 4])], bins: -4),
        ScatterPlot([.init(x: [1], y: [1])]), HeatMap([-1e308, 1e308], rows: 2, columns: 1),
    ]

    func testTheSameFigureGivesTheSameBytes() throws {
        for figure in figures { XCTAssertEqual(try figure.png(), try figure.png(), figure.title) }
    }

    func testEveryKindDrawsSomethingAtEverySize() throws {
        for figure in figures + empty + odd {
            for (width, height) in [(800, nil), (320, 200), (40, 30), (1, 1)] as [(Int, Int?)] {
                let image = try figure.image(width: width, height: height)
                XCTAssertEqual(image.width, width)
                if width == 800 { XCTAssertLessThan(image.count(.white, tolerance: 0), image.width * image.height) }
            }
        }
    }

    func testEveryKindHasATableWithAHeader() {
        for figure in figures { XCTAssertGreaterThan(figure.csv().split(separator: "\n").count, 1, figure.title) }
        for figure in empty { _ = figure.csv() }
    }

    func testMetadata() throws {
        let text = try RasterImage.metadata(ofPNG: try figures[0].png(metadata: ["Source": "a.avtsnb#cell"]))
        XCTAssertEqual(text, ["Software": "avts-nb", "Title": "Lines", "Source": "a.avtsnb#cell"])
    }

    func testScaleMultipliesPixels() throws {
        let image = try figures[0].image(width: 200, height: 100, scale: 2)
        XCTAssertEqual([image.width, image.height], [400, 200])
    }

    func testImpossibleSizesAreErrors() {
        for (width, height, scale) in [
            (0, 10, 1.0), (-5, 10, 1), (40_000, 10, 1), (30_000, 30_000, 1), (800, 450, 100), (8, 8, .nan),
        ] {
            XCTAssertThrowsError(try figures[0].png(width: width, height: height, scale: scale)) { error in
                guard case PlotError.size = error else { return XCTFail("\(error)") }
            }
        }
    }

    func testAHeatMapOfImpossibleSizeIsAnError() {
        for (rows, columns) in [(Int.max, Int.max), (-1, -1), (2, 1)] {
            let map = HeatMap([1], rows: rows, columns: columns)
            XCTAssertThrowsError(try map.png()) { XCTAssertTrue($0 is PlotError) }
            XCTAssertEqual(map.csv(), "")
        }
    }

    func testAPanelReportsTheErrorOfItsFigure() {
        XCTAssertThrowsError(try Panels([LinePlot(x: [1], y: [1, 2])]).png())
    }
}
