import Plotting
import XCTest

final class PlotsTests: XCTestCase {
    private let blue = Palette.series(0), orange = Palette.series(1)

    func testBarsHaveHeightsInProportion() throws {
        let image = try BarPlot(
            groups: ["a"], [.init("x", [1]), .init("y", [2])], hasValueLabels: false, legend: .hidden
        ).image()
        let one = try XCTUnwrap(image.extent(of: blue)), two = try XCTUnwrap(image.extent(of: orange))
        XCTAssertEqual(Double(two.rows.count) / Double(one.rows.count), 2, accuracy: 0.03)
        XCTAssertEqual(one.rows.upperBound, two.rows.upperBound, "both stand on zero")
        XCTAssertLessThan(one.columns.upperBound, two.columns.lowerBound)
    }

    func testNegativeBarsHangAndMissingOnesAreLeftOut() throws {
        let image = try BarPlot(groups: ["a", "b", "c"], [.init("x", [1, -1, .nan])], hasValueLabels: false).image()
        let reach = try XCTUnwrap(image.extent(of: blue))
        XCTAssertGreaterThan(reach.rows.count, 250)
        XCTAssertLessThan(reach.columns.upperBound, 600)
    }

    func testErrorBarsAndReferencesAreDrawn() throws {
        let bare = BarPlot(groups: ["a"], [.init("x", [1], colour: .white)], hasValueLabels: false, legend: .hidden)
        var full = bare
        full.series[0].errors = [0.2]
        XCTAssertGreaterThan(try full.image().count(.ink), try bare.image().count(.ink) + 20)
        full = bare
        full.series[0].references = [0.8]
        XCTAssertGreaterThan(try full.image().count(.ink), try bare.image().count(.ink) + 80)
    }

    func testHeatMapCellsHaveTheirColoursAndPlaces() throws {
        // 2 × 2 cells: 0 and 1 in the first row, 2 and 3 in the second.
        let map = HeatMap([0, 1, 2, 3], rows: 2, columns: 2, value: Axis(limits: 0...3))
        for (lowest, expected) in [(true, [2, 3, 0, 1]), (false, [0, 1, 2, 3])] {
            var map = map
            map.firstRowIsLowest = lowest
            let image = try map.image()
            let colours = [(200, 100), (550, 100), (200, 330), (550, 330)]
            for ((column, row), value) in zip(colours, expected) {
                let colour = ColourMap.viridis(Double(value) / 3)
                XCTAssertTrue(image.isNear(colour, column, row, 3), "\(value) at \(column), \(row)")
            }
        }
    }

    func testHeatMapMissingCellsAreGreyAndNarrowSpikesSurviveReduction() throws {
        let missing = try HeatMap([.nan, 1, 2, 3], rows: 2, columns: 2).image()
        XCTAssertGreaterThan(missing.count(.missing, tolerance: 1), 30_000)
        var values = [Double](repeating: 0, count: 40_000)
        for row in 0..<10 { values[row * 4000 + 2000] = 100 }
        let image = try HeatMap(values, rows: 10, columns: 4000).image()
        let changed = (0..<image.width).count { !image.isNear(ColourMap.viridis(0), $0, 200, 2) && $0 > 300 && $0 < 500 }
        XCTAssertGreaterThanOrEqual(changed, 1)
    }

    func testSpectrogramTurnsFramesIntoColumns() throws {
        // Two frames of three bins; energy only in the highest bin of the second frame.
        let map = HeatMap.spectrogram(
            [0, 0, 0, 0, 0, 9], frames: 2, bins: 3, step: 0.01, frequencies: 0...8000, scale: .mel)
        XCTAssertEqual(map.values, [0, 0, 0, 0, 0, 9])
        XCTAssertEqual(map.rows, 3)
        XCTAssertEqual(map.xExtent, 0...0.02)
        let image = try map.image()
        XCTAssertTrue(image.isNear(ColourMap.viridis(1), 550, 80, 3))
        XCTAssertTrue(image.isNear(ColourMap.viridis(0), 200, 80, 3))
    }

    func testConfusionMatrixColoursItsDiagonal() throws {
        let matrix = ConfusionMatrix([[9, 0], [0, 9]], classes: ["a", "b"])
        XCTAssertEqual(matrix.accuracy, 1)
        let image = try matrix.image()
        XCTAssertGreaterThan(image.count(ColourMap.blues(1), tolerance: 2), 10_000)
        XCTAssertThrowsError(try ConfusionMatrix([[1, 2]], classes: ["a", "b"]).png())
    }

    /// Cells without room for a number are pixels, in the same places: the upper half of 400 classes taken for each other.
    func testConfusionMatrixOfManyClasses() throws {
        let names = (0..<400).map { "\($0)" }
        let counts = names.indices.map { row in names.indices.map { $0 < 200 && row < 200 ? 1.0 : 0 } }
        let many = try ConfusionMatrix(counts, classes: names).image(width: 800, height: 600)
        let two = try ConfusionMatrix([[1, 0], [0, 0]], classes: ["a", "b"]).image(width: 800, height: 600)
        let places = (100..<450).flatMap { row in (200..<500).map { (column: $0, row: row) } }
        let dark = ColourMap.blues(1)
        let alike = places.count { many.isNear(dark, $0.column, $0.row, 45) == two.isNear(dark, $0.column, $0.row, 45) }
        XCTAssertGreaterThan(Double(alike) / Double(places.count), 0.9)
        let share = Double(places.count { many.isNear(dark, $0.column, $0.row, 45) }) / Double(places.count)
        XCTAssertTrue((0.1...0.6).contains(share), "\(share)")
    }

    func testImageGridEnlargesInHardBlocks() throws {
        let red = Colour(hex: 0xFF0000), green = Colour(hex: 0x00FF00)
        let tiny = RasterImage(width: 2, height: 1, rgb: [255, 0, 0, 0, 255, 0])
        let image = try ImageGrid([tiny], columns: 1).image()
        let left = try XCTUnwrap(image.extent(of: red)), right = try XCTUnwrap(image.extent(of: green))
        XCTAssertEqual(left.columns.count, right.columns.count)
        XCTAssertEqual(left.columns.upperBound + 1, right.columns.lowerBound)
        XCTAssertEqual(image.count(red, tolerance: 0), left.columns.count * left.rows.count)
        XCTAssertEqual(left.columns.count, left.rows.count, "pixels stay square")
    }

    func testScatterDrawsEveryGroup() throws {
        let image = try ScatterPlot([
            .init("a", x: [0, 1], y: [0, 1], colour: .black), .init("b", x: [0, 1], y: [1, .nan], size: 20),
        ]).image()
        XCTAssertGreaterThan(image.count(Colour.white.mixed(with: orange, 0.8)), 200)
    }

    func testHistogramBins() throws {
        let histogram = Histogram([.init("a", [0, 0, 0, 1])], bins: 4)
        XCTAssertEqual(histogram.binned()?.edges, [0, 0.25, 0.5, 0.75, 1])
        XCTAssertEqual(histogram.binned()?.heights, [[3, 0, 0, 1]])
        let density = Histogram([.init("a", [0, 0, 0, 1])], bins: 4, isDensity: true)
        XCTAssertEqual(density.binned()?.heights, [[3, 0, 0, 1]])
        XCTAssertGreaterThan(try histogram.image().count(blue), 500)
        XCTAssertEqual(Histogram([.init("", [Double](repeating: 2, count: 9))]).binned()?.heights.joined().reduce(0, +), 9)
    }

    func testViridisRunsFromDarkBlueToYellow() {
        XCTAssertEqual(ColourMap.viridis(0), Colour(hex: 0x440154))
        XCTAssertEqual(ColourMap.viridis(1), Colour(hex: 0xFDE725))
        XCTAssertEqual(ColourMap.viridis(2), Colour(hex: 0xFDE725))
        XCTAssertEqual(ColourMap.viridis(.nan), .missing)
        let light = (0...32).map { ColourMap.viridis(Double($0) / 32).luminance }
        XCTAssertTrue(zip(light, light.dropFirst()).allSatisfy { $0 < $1 }, "lightness rises steadily")
    }
}
