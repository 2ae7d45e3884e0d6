import Plotting
import XCTest

final class LinePlotTests: XCTestCase {
    private let blue = Palette.series(0), orange = Palette.series(1)

    func testEverySeriesIsDrawnInItsColour() throws {
        let series = (0..<8).map { k in LinePlot.Series("s\(k)", y: (0..<20).map { Double($0 * (k + 1)) }) }
        let image = try LinePlot(series, legend: .hidden).image()
        for index in 0..<8 {
            XCTAssertGreaterThan(image.count(Palette.series(index), tolerance: 3), 60, "series \(index)")
        }
    }

    func testAConstantIsOneHorizontalLineInTheMiddle() throws {
        let image = try LinePlot(y: [2, 2, 2]).image(width: 800, height: 450)
        let reach = try XCTUnwrap(image.extent(of: blue))
        XCTAssertGreaterThan(reach.columns.count, 650)
        XCTAssertLessThanOrEqual(reach.rows.count, 4)
        XCTAssertEqual(Double(reach.rows.lowerBound), 215, accuracy: 25)
    }

    func testARisingLineRises() throws {
        let image = try LinePlot(y: [0, 1]).image()
        let reach = try XCTUnwrap(image.extent(of: blue))
        let leftRows = (0..<image.height).filter { image.isNear(blue, reach.columns.lowerBound + 2, $0, 60) }
        let rightRows = (0..<image.height).filter { image.isNear(blue, reach.columns.upperBound - 2, $0, 60) }
        XCTAssertGreaterThan(try XCTUnwrap(leftRows.first), try XCTUnwrap(rightRows.first) + 300)
    }

    func testGapsAreNotBridged() throws {
        let whole = try LinePlot(y: [1, 1, 1, 1, 1, 1]).image().count(blue)
        let gap = try LinePlot(y: [1, 1, .nan, .infinity, 1, 1]).image().count(blue)
        XCTAssertEqual(Double(gap) / Double(whole), 0.4, accuracy: 0.05)
    }

    func testALonePointBetweenGapsIsSeen() throws {
        let image = try LinePlot(y: [.nan, 1, .nan, .nan, 2, 2]).image()
        XCTAssertGreaterThan(try XCTUnwrap(image.extent(of: blue)).rows.count, 200)
    }

    func testBandSmoothingMarkersAndReferences() throws {
        let y = (0..<50).map { Double($0 % 2) }
        let plain = try LinePlot([.init(y: y)]).image()
        let smooth = try LinePlot([.init(y: y, smoothing: 0.9)]).image()
        XCTAssertLessThan(smooth.count(blue), plain.count(blue) / 2)
        XCTAssertGreaterThan(smooth.count(Colour.white.mixed(with: blue, 0.35)), 300)
        let band = try LinePlot([.init(y: [1, 1], band: .init(lower: [0, 0], upper: [2, 2]))]).image()
        XCTAssertGreaterThan(band.count(Colour.white.mixed(with: blue, 0.2), tolerance: 4), 50_000)
        let marked = try LinePlot([.init(y: [1, 1], marker: .circle)]).image()
        XCTAssertGreaterThanOrEqual(try XCTUnwrap(marked.extent(of: blue)).rows.count, 6)
        let line = try LinePlot([.init(y: [0, 1])], references: [.horizontal(0.5, colour: orange)]).image()
        XCTAssertGreaterThan(try XCTUnwrap(line.extent(of: orange)).columns.count, 650)
        let upright = try LinePlot([.init(y: [0, 1])], references: [.vertical(0.5, colour: orange)]).image()
        XCTAssertGreaterThan(try XCTUnwrap(upright.extent(of: orange)).rows.count, 300)
    }

    func testSmoothingHasNoBiasAtTheStart() {
        XCTAssertEqual(smoothed([2, 2, 2], weight: 0.9).map { ($0 * 1e9).rounded() / 1e9 }, [2, 2, 2])
        let values = smoothed([1, 3, .nan, 3], weight: 0.5)
        XCTAssertEqual(values[1], (0.25 * 1 + 0.5 * 3) / 0.75, accuracy: 1e-12)
        XCTAssertTrue(values[2].isNaN)
        XCTAssertEqual(smoothed([1, 5], weight: 0), [1, 5])
    }

    func testLogarithmicAxisBendsALineStraight() throws {
        let plot = LinePlot([.init(y: (0...40).map { pow(10, Double($0) / 10) })], y: Axis("", scale: .logarithmic))
        let image = try plot.image()
        let reach = try XCTUnwrap(image.extent(of: blue))
        let middle = (reach.columns.lowerBound + reach.columns.upperBound) / 2
        let row = try XCTUnwrap((0..<image.height).first { image.isNear(blue, middle, $0, 60) })
        XCTAssertEqual(Double(row), Double(reach.rows.lowerBound + reach.rows.upperBound) / 2, accuracy: 6)
    }

    func testTheLegendStaysOffTheCurves() throws {
        // The upper right is full, the upper left free.
        let rising = (0..<200).map { Double($0 * $0) }
        let plot = LinePlot([.init("a", y: rising), .init("b", y: rising.map { $0 * 0.9 })])
        let with = try plot.image()
        var bare = plot
        bare.legend = .hidden
        let without = try bare.image()
        let hidden = (0..<with.height).reduce(0) { sum, row in
            sum + (0..<with.width).count { without.isNear(blue, $0, row) && !with.isNear(blue, $0, row, 40) }
        }
        XCTAssertEqual(hidden, 0)
        XCTAssertGreaterThan(with.count(blue), without.count(blue) + 20)
    }

    func testMismatchedArraysAreErrors() {
        let bad = LinePlot([.init("a", x: [1, 2, 3], y: [1, 2])])
        XCTAssertThrowsError(try bad.png()) { error in
            XCTAssertEqual(
                error as? PlotError,
                .mismatched(figure: "LinePlot", what: "x values of \"a\"", found: 3, expected: 2))
        }
        XCTAssertThrowsError(try LinePlot([.init(y: [1], band: .init(lower: [], upper: [1]))]).png())
    }
}
