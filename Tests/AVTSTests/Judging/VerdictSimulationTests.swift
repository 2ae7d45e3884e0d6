import AVTS
import Foundation
import Tensors
import XCTest

/// Trainings that differ in nothing but their seed get a verdict as rarely as is promised, and differences are told as often as is printed.
///
/// A training answers 1,000 questions about 250 videos: rightly more often where a question is easy, by what its seed made of it as a whole,
/// and by what its seed made of each video.
final class VerdictSimulationTests: XCTestCase {
    private struct World {
        var random = RandomStream(seed: 18)
        let videos = 250, perVideo = 4
        lazy var difficulty = (0..<videos * perVideo).map { _ in 1.2 + 1.2 * normal() }

        mutating func normal() -> Double { Double(random.normal()) }

        /// Answers of a training, better by `gain` (of logits); some videos may suit one kind of training and not the other.
        mutating func answers(gain: Double, suits: [Double]) -> Answers {
            let seed = 0.08 * normal()
            var correct: [Bool] = [], about: [String] = []
            for video in 0..<videos {
                let own = 0.5 * normal()
                for question in 0..<perVideo {
                    let logit = difficulty[video * perVideo + question] + seed + own + gain + suits[video]
                    correct.append(Double(random.uniform()) < 1 / (1 + exp(-logit)))
                    about.append("\(video)")
                }
            }
            return Answers(correct: correct, about: about)
        }

        mutating func claim(seeds: Int, gain: Double) -> Claim {
            let nowhere = [Double](repeating: 0, count: videos)
            return Claim(
                "one is better", larger: (0..<seeds).map { _ in answers(gain: gain, suits: nowhere) },
                smaller: (0..<seeds).map { _ in answers(gain: 0, suits: nowhere) })
        }
    }

    /// 2,000 comparisons without a difference: at most 5 % get a verdict, within the error of such a count.
    func testNoDifferenceGetsNoVerdict() {
        var world = World()
        for seeds in [3, 5] {
            let verdicts = (0..<1000).map { _ in Claims([world.claim(seeds: seeds, gain: 0)]).verdicts[0] }
            let told = verdicts.count { $0 == .holds || $0 == .doesNotHold }
            let error = (1000 * 0.05 * 0.95).squareRoot()
            XCTAssertLessThan(Double(told), 50 + 2.6 * error, "\(seeds) seeds")
            XCTAssertGreaterThan(told, 0, "a test that never tells anything is none")
        }
    }

    /// Of eight claims of which none is so, one or more gets a verdict in at most 5 % of the notebooks.
    func testClaimsOfANotebookAreCorrectedTogether() {
        var world = World()
        let notebooks = 150
        let told = (0..<notebooks).count { _ in
            let claims = (0..<8).map { _ in world.claim(seeds: 3, gain: 0) }
            return Claims(claims).verdicts.contains { $0 == .holds || $0 == .doesNotHold }
        }
        XCTAssertLessThan(Double(told), 0.05 * 150 + 2.6 * (150 * 0.05 * 0.95).squareRoot())
    }

    /// The power that is printed is that which is found.
    func testPowerIsAsPrinted() {
        var world = World()
        for (seeds, gain) in [(3, 0.3), (5, 0.3), (5, 0.15)] {
            let claims = (0..<300).map { _ in world.claim(seeds: seeds, gain: gain) }
            let points = claims.map(\.difference).reduce(0, +) / 300
            let told = Double(claims.count { Claims([$0]).verdicts[0] == .holds }) / 300
            // Printed by a notebook from its few claims; from many here.
            let printed = Claims(claims).power(points)!
            XCTAssertEqual(told, printed, accuracy: 0.12, "\(seeds) seeds, \(points) points")
        }
    }

    func testMoreSeedsTellMore() {
        var world = World()
        let powers = [3, 5, 10].map { seeds in
            let claims = Claims((0..<40).map { _ in world.claim(seeds: seeds, gain: 0) })
            print("\(seeds) seeds:", [1, 2, 4].map { "\($0) points in \(Int(100 * claims.power(Double($0))!)) %" })
            return claims.power(4)!
        }
        XCTAssertLessThan(powers[0], powers[1])
        XCTAssertLessThan(powers[1], powers[2])
        XCTAssertNil(Claims([world.claim(seeds: 1, gain: 0)]).power(4))
    }
}
