import Plotting
import XCTest

/// Numbers beyond what can be drawn are drawn as far as the sheet goes, or not at all; none keeps the drawing from its end.
final class CanvasReachTests: XCTestCase {
    private let odd: [Double] = [.nan, .infinity, -.infinity, 1e308, -1e308, 1e9, .leastNonzeroMagnitude, 0, -1]

    func testEveryShapeEnds() throws {
        let canvas = try Canvas(width: 60, height: 40)
        let middle = Point(x: 30, y: 20), ink = Colour.ink
        for value in odd {
            for place in [Point(x: value, y: 20), Point(x: 30, y: value), middle] {
                for marker in Marker.allCases { canvas.mark(marker, at: place, size: value, ink) }
                for style in LineStyle.allCases {
                    canvas.line(from: middle, to: place, ink, width: 1e-9, style: style)
                    canvas.stroke([middle, place, Point(x: 0, y: 0)], ink, width: value, style: style)
                }
                canvas.fill([middle, place, Point(x: 0, y: 0)], ink)
                let rectangle = Rectangle(x: place.x, y: place.y, width: value, height: 10)
                canvas.fill(rectangle, ink)
                canvas.stroke(rectangle, ink, width: value)
                canvas.clipped(to: rectangle) { canvas.fill(canvas.bounds, ink) }
            }
        }
        _ = try canvas.image()
    }

    func testAnImageLargerThanASheetIsAnError() throws {
        let canvas = try Canvas(width: 60, height: 40)
        canvas.paint(
            RasterImage(width: 1, height: 1, rgb: [1, 2, 3]), in: Rectangle(x: 0, y: 0, width: .infinity, height: 10))
        XCTAssertThrowsError(try canvas.image()) { XCTAssertTrue("\($0)".contains("pixels"), "\($0)") }
    }

    func testALineToAFarPlaceCrossesTheSheet() throws {
        let canvas = try Canvas(width: 60, height: 41)
        canvas.line(from: Point(x: -1e300, y: 20.5), to: Point(x: 1e300, y: 20.5), .ink, width: 1)
        let image = try canvas.image()
        let row = (0..<60).map { image.rgb[(20 * 60 + $0) * 3] }
        XCTAssertTrue(row.allSatisfy { $0 < 128 }, "\(row)")
        XCTAssertEqual(image.rgb[0], 255)
    }
}
