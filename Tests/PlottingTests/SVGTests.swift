import Foundation
import FoundationXML
import Plotting
import XCTest

final class SVGTests: XCTestCase {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    func testADrawingHasASizeATitleAndNoScripts() throws {
        let svg = text(try LinePlot(y: [1, 3, 2], title: "A < B & C").svg())
        XCTAssertTrue(svg.contains("width=\"800\" height=\"450\" viewBox=\"0 0 1600 900\""), String(svg.prefix(400)))
        XCTAssertTrue(svg.contains("<title>A &lt; B &amp; C</title>"))
        XCTAssertFalse(svg.contains("<script") || svg.contains("href=\"http"))
        XCTAssertTrue(XMLParser(data: Data(svg.utf8)).parse())
    }

    /// The file hangs on the figure alone, not on what was drawn before it.
    func testTheSameFigureGivesTheSameBytes() throws {
        let map = HeatMap((0..<64).map(Double.init), rows: 8, columns: 8, title: "Map")
        let first = try map.svg()
        _ = try LinePlot(y: [1, 2]).svg()
        XCTAssertEqual(try map.svg(), first)
    }

    /// Paper and ink have a colour in the dark, and what stands for a value has none.
    func testDarkPaper() throws {
        let line = text(try LinePlot(y: [1, 3, 2], title: "L").svg())
        let dark = line.components(separatedBy: "@media (prefers-color-scheme:dark){").last!.components(separatedBy: "</style>")[
            0]
        XCTAssertTrue(
            dark.contains("fill:rgb(100%,100%,100%)\"]{fill:#191d24!important}") || dark.contains("fill=\"rgb(100%"), dark)
        XCTAssertTrue(dark.contains("{stroke:#56a8e8!important}"), dark)
        let matrix = text(try ConfusionMatrix([[9, 0], [0, 9]], classes: ["a", "b"]).svg())
        // The white number on the darkest cell is another white than the paper's.
        XCTAssertTrue(matrix.contains("rgb(99.96%,99.96%,99.96%)"))
    }

    /// On a phone letters keep their size, and panels stand beneath each other.
    func testNarrow() throws {
        let svg = text(try LinePlot(y: [1, 3, 2], title: "L").narrowSVG())
        XCTAssertTrue(svg.contains("width=\"360\" height=\"270\""), String(svg.prefix(300)))
        let grid = ImageGrid(
            [RasterImage](repeating: RasterImage(width: 8, height: 8, rgb: [UInt8](repeating: 9, count: 192)), count: 6),
            columns: 6)
        XCTAssertTrue(text(try grid.narrowSVG()).contains("height=\"\(grid.naturalHeight(width: 360))\" viewBox"))
        let panels = Panels([LinePlot(y: [1, 2]), LinePlot(y: [2, 1])])
        XCTAssertGreaterThan(panels.naturalHeight(width: 360), 2 * LinePlot(y: [1, 2]).naturalHeight(width: 360) - 1)
        XCTAssertLessThan(panels.naturalHeight(width: 800), 2 * LinePlot(y: [1, 2]).naturalHeight(width: 400))
    }

    /// A drawing of very many marks would be larger than a picture of it.
    func testVeryManyMarks() throws {
        let values = (0..<20_000).map { Double($0 * 7919 % 10_007) }
        let svg = try ScatterPlot([.init(x: values, y: values.reversed())]).svg()
        XCTAssertLessThan(svg.count, 1 << 20)
        XCTAssertTrue(text(svg).contains("<image width=\"800\""))
    }

    /// Where a curve is smoothed, the legend says which line is which.
    func testALegendForSmoothedCurves() throws {
        let values = (0..<100).map { Double($0 % 7) }
        func svgLines(_ plot: LinePlot) throws -> Int { text(try plot.svg()).components(separatedBy: "<use ").count }
        let plain = try svgLines(LinePlot(y: values)), smooth = try svgLines(LinePlot(y: values, smoothing: 0.9))
        // "smoothed" and "as measured" are 18 letters.
        XCTAssertGreaterThanOrEqual(smooth, plain + 18)
        var hidden = LinePlot(y: values, smoothing: 0.9)
        hidden.legend = .hidden
        XCTAssertEqual(try svgLines(hidden), plain)
    }
}
