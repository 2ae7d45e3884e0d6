import Plotting
import XCTest

final class PolylineTests: XCTestCase {
    func testThinningKeepsFirstLowestHighestAndLastOfEachColumn() {
        let points: [Point?] = [3, 9, 1, 5, 4].enumerated().map { Point(x: 0.1 * Double($0), y: $1) } + [Point(x: 1.5, y: 7)]
        XCTAssertEqual(Polyline.runs(points).first?.map(\.y), [3, 9, 1, 4, 7])
    }

    func testGapsEndRuns() {
        let points: [Point?] = [nil, Point(x: 0, y: 0), nil, nil, Point(x: 2, y: 0), Point(x: 3, y: 1)]
        XCTAssertEqual(Polyline.runs(points).map(\.count), [1, 2])
        XCTAssertEqual(Polyline.runs([Point?]()), [])
    }

    func testAMillionPointsAreThinnedToThePixels() {
        let points = (0..<1_000_000).lazy.map { Point(x: Double($0) / 1250, y: sin(Double($0))) as Point? }
        let run = Polyline.runs(points)[0]
        XCTAssertLessThanOrEqual(run.count, 4 * 801)
        XCTAssertEqual(run.map(\.y).max() ?? 0, 1, accuracy: 1e-6)
    }

    func testThinningDoesNotChangeThePicture() throws {
        // Every point its own polyline corner, against the thinned line.
        let points = (0..<20_000).map { index in
            Point(x: 10 + Double(index) / 28, y: 100 + 80 * sin(Double(index) * 1.7) * cos(Double(index) / 900))
        }
        let all = try Canvas(width: 740, height: 200), thin = try Canvas(width: 740, height: 200)
        all.stroke(points, .black, width: 1.75)
        for run in Polyline.runs(points.map { $0 as Point? }) { thin.stroke(run, .black, width: 1.75) }
        let (a, b) = (try all.image(), try thin.image())
        let differences = zip(a.rgb, b.rgb).map { abs(Int($0) - Int($1)) }
        XCTAssertLessThan(Double(differences.reduce(0, +)) / Double(differences.count), 1.5)
        XCTAssertGreaterThan(a.count(.black), 10_000)
    }

    func testSamplesAreNoFurtherApartThanAsked() {
        let samples = Polyline.samples([[Point(x: 0, y: 0), Point(x: 30, y: 40)]], spacing: 6)
        for (a, b) in zip(samples, samples.dropFirst()) {
            XCTAssertLessThanOrEqual(hypot(a.x - b.x, a.y - b.y), 6)
        }
    }
}
