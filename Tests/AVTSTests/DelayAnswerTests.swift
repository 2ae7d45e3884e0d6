import AVTS
import XCTest

/// What is said of a film's delay, and when nothing is.
final class DelayAnswerTests: XCTestCase {
    private let offsets = (-20...20).map { Double($0) * 0.1 }

    /// A clip whose distance falls towards an offset, by half a second to either side.
    private func clip(_ delay: Double, depth: Double = 1) -> [Double] {
        offsets.map { 2 - depth * max(0, 1 - abs($0 - delay) / 0.5) }
    }

    private func film(_ clips: [[Double]], spacing: Double = 1) -> FilmSynchronization {
        FilmSynchronization(distances: clips, offsets: offsets, times: clips.indices.map { Double($0) * spacing }, clip: 1)
    }

    func testAClearValleyIsTold() {
        let found = film((0..<12).map { _ in clip(0.3) })
        XCTAssertEqual(found.answer.seconds ?? .nan, 0.3, accuracy: 1e-9)
        XCTAssertNil(found.answer.doubt)
        XCTAssertEqual(found.separateClips, 12)
        XCTAssertGreaterThan(found.prominence, 0.5)
    }

    func testAShortFilmIsNotTold() {
        XCTAssertEqual(film((0..<3).map { _ in clip(0.3) }).answer, .cannotTell(.tooShort))
        // Twelve clips a quarter of a second apart are three that do not overlap.
        let overlapping = film((0..<12).map { _ in clip(0.3) }, spacing: 0.25)
        XCTAssertEqual(overlapping.separateClips, 3)
        XCTAssertEqual(overlapping.answer, .cannotTell(.tooShort))
    }

    func testADelayBeyondWhatWasTriedIsNotTold() {
        XCTAssertEqual(film((0..<12).map { _ in clip(2.4) }).answer, .cannotTell(.beyondReach))
        XCTAssertEqual(film((0..<12).map { _ in clip(-2) }).answer, .cannotTell(.beyondReach))
    }

    func testClipsThatDisagreeAreNotTold() {
        XCTAssertEqual(film((0..<12).map { clip($0 % 2 == 0 ? -1 : 1) }).answer, .cannotTell(.clipsDisagree))
    }

    func testNothingThatStandsOutIsNotTold() {
        // Two valleys all but equally deep, in every clip.
        let both = offsets.map { min(2 - max(0, 1 - abs($0 - 1) / 0.5), 2.05 - max(0, 1 - abs($0 + 1) / 0.5)) }
        XCTAssertEqual(film((0..<12).map { _ in both }).answer, .cannotTell(.nothingStandsOut))
        XCTAssertEqual(film((0..<12).map { _ in offsets.map { _ in 1 } }).answer.seconds, nil)
    }

    /// Clips that share a moment are drawn together: what says the same thing four times is one witness.
    func testOverlappingClipsAreOneWitness() {
        let voices = [-0.4, -0.2, 0, 0, 0.2, 0.4, 0, 0.1]
        let apart = film(voices.map { clip($0) })
        let repeated = film(voices.flatMap { [clip($0), clip($0), clip($0), clip($0)] }, spacing: 0.25)
        let widths = [apart, repeated].map { $0.interval.upperBound - $0.interval.lowerBound }
        XCTAssertGreaterThanOrEqual(widths[1], 0.5 * widths[0])
        XCTAssertGreaterThan(widths[0], 0)
    }

    func testASlopeIsADriftAndAShiftIsNone() {
        func long(_ delay: (Double) -> Double) -> DelayTrack {
            film((0..<240).map { clip((delay(Double($0)) * 10).rounded() / 10) }).track()
        }
        let constant = long { _ in 0.4 }
        XCTAssertEqual(constant.pieces.count, 12)
        XCTAssertFalse(constant.drifts)
        XCTAssertEqual(constant.slope ?? .nan, 0, accuracy: 1e-9)
        XCTAssertTrue(constant.pieces.allSatisfy { abs(($0.answer.seconds ?? .nan) - 0.4) < 1e-9 })
        // 1.2 s over four minutes: 0.3 s a minute.
        let sliding = long { -0.6 + $0 * 0.005 }
        XCTAssertTrue(sliding.drifts)
        XCTAssertEqual(sliding.slope ?? .nan, 0.3, accuracy: 0.05)
        XCTAssertEqual(sliding.pieces.first?.start, 0)
        XCTAssertEqual(sliding.pieces.last?.end ?? .nan, 240, accuracy: 1e-9)
        XCTAssertFalse(film((0..<30).map { _ in clip(0) }).track().drifts, "one piece has no slope")
    }
}
