import AVTS
import Training
import XCTest

/// A search of the learning rate on scores that are known.
final class LearningRateSearchTests: XCTestCase {
    private let ladder = [0.3, 0.01, 0.1, 0.03, 1, 0.1]

    func testRatesGoOnUntilTheBestLiesBetweenTwoOthers() throws {
        var asked: [[Double]] = []
        let up = try LearningRateSearch("up", among: ladder, from: 0.01...0.03, seeds: 2) { rate, seed in
            asked.append([rate, Double(seed)])
            return rate == 0.3 ? 90 : 80 + rate
        }
        XCTAssertEqual(up.rates, [0.01, 0.03, 0.1, 0.3, 1], "as far as it climbs, each once, ascending")
        XCTAssertEqual(asked, [0.01, 0.03, 0.1, 0.3, 1].flatMap { [[$0, 0], [$0, 1]] }, "every rate with every seed, once")
        XCTAssertEqual(up.best, 0.3)
        let down = try LearningRateSearch("down", among: ladder, from: 0.3...1) { rate, _ in -rate }
        XCTAssertEqual(down.rates, [0.01, 0.03, 0.1, 0.3, 1])
        XCTAssertEqual(down.best, 0.01)
        let between = try LearningRateSearch("between", among: ladder, from: 0.03...0.3) { rate, _ in rate == 0.1 ? 1 : 0 }
        XCTAssertEqual(between.rates, [0.03, 0.1, 0.3], "no further than it must")
        XCTAssertEqual(
            try LearningRateSearch("all", among: ladder) { _, _ in 5 }.rates.count, 5, "without a beginning, all of them")
    }

    func testWhatIsChosen() throws {
        let known = [0.01: [70.0, 80], 0.03: [78, 80], 0.1: [79, 83], 0.3: [80, .nan]]
        let search = try LearningRateSearch("known", among: Array(known.keys), seeds: 2) { known[$0]![$1] }
        XCTAssertEqual(Array(search.means[..<3]), [75, 79, 81])
        XCTAssertTrue(search.means[3].isNaN, "a rate with which one seed came to nothing has no mean")
        XCTAssertEqual(search.best, 0.1)
        // 79 and 83: a standard error of 2.
        XCTAssertEqual(search.smallestWithinOneError, 0.03)
        XCTAssertEqual(
            "\(search)", "known: 0.01: 75.0 (70.0–80.0), 0.03: 79.0 (78.0–80.0), 0.1: 81.0 (79.0–83.0), 0.3: no number; best: 0.1"
        )
        let equal = try LearningRateSearch("equal", among: [0.2, 0.1]) { _, _ in 44 }
        XCTAssertEqual(equal.best, 0.1, "among equals the smallest")
        XCTAssertEqual(equal.smallestWithinOneError, 0.1)
        XCTAssertEqual("\(equal)", "equal: 0.1: 44.0, 0.2: 44.0; best: 0.1, the lowest tried")
    }

    func testALossThatIsNoNumberIsWorseThanAny() throws {
        let search = try LearningRateSearch("edge", among: [0.1, 1, 10], from: 0.1...1) { rate, _ in
            if rate >= 1 { throw TrainingError.lossNotFinite(step: 3, value: .infinity) }
            return -1000
        }
        XCTAssertEqual(search.rates, [0.1, 1], "nothing is sought beyond one that came to nothing")
        XCTAssertEqual(search.best, 0.1)
        let none = try LearningRateSearch("none", among: [1, 10]) { _, _ in
            throw TrainingError.gradientNotFinite(step: 1, norm: .nan)
        }
        XCTAssertNil(none.best)
        XCTAssertNil(none.smallestWithinOneError)
        XCTAssertTrue("\(none)".hasSuffix("best: none"), "\(none)")
        XCTAssertThrowsError(try LearningRateSearch("other", among: [1]) { _, _ in throw TrainingError.noBatch(step: 2) }) {
            XCTAssertTrue("\($0)".contains("no batch"), "what is no divergence ends the search: \($0)")
        }
    }

    func testWhatCannotBeSearched() {
        func refused(_ expected: String, _ ladder: [Double], _ start: ClosedRange<Double>? = nil, seeds: Int = 1) {
            XCTAssertThrowsError(try LearningRateSearch("x", among: ladder, from: start, seeds: seeds) { _, _ in 0 }) {
                XCTAssertTrue("\($0)".contains(expected), "\($0)")
            }
        }
        refused("found [], expected at least one", [])
        refused("each above 0", [0.1, 0])
        refused("each above 0", [.nan])
        refused("each above 0", [.infinity])
        refused("found 0, expected 1…1,000,000", [0.1], seeds: 0)
        refused("expected 1…1,000,000", [0.1], seeds: 1_000_001)
        refused("none of [0.1, 1.0] in 2.0...3.0", [0.1, 1], 2...3)
    }
}
