import Foundation
import Work

/// A claim about two trainings that were asked the same questions, over seeds; ``Claims`` judges those of one notebook together.
///
/// `Documentation/Verdicts.md` has the method: a paired difference, its interval by Student's t over seeds with questions clustered by video.
public struct Claim: Sendable {
    /// What may be claimed of the larger and the smaller.
    enum Relation: String, Codable, Sendable { case exceeds, same }

    /// What is claimed, in words.
    public let statement: String
    /// What the paper found, as tables quote it; nil where it says nothing.
    public let paper: String?
    /// Larger − smaller of each seed (points).
    public var differences: [Double] { paired.means }
    /// The mean of larger − smaller over the seeds (points).
    public let difference: Double
    /// Where the difference lies with 95 % confidence, for this claim alone (points); nil of fewer than two seeds.
    public let interval: ClosedRange<Double>?
    /// How many seeds it is judged over.
    public let seeds: Int
    /// Differences within ± this many points count as none.
    public let margin: Double
    let relation: Relation
    let paired: PairedDifference
    /// Whether one of the two exceeds a guess.
    let isAboveChance: Bool

    /// The claim that one exceeds the other.
    ///
    ///     func answers(_ right: Int) -> Answers { Answers(correct: (0..<100).map { $0 < right }, about: (0..<100).map { "video \($0)" }) }
    ///     Claim("75/25 beats hard", larger: [answers(80), answers(82)], smaller: [answers(70), answers(71)]).difference   // 10.5
    /// - Parameters:
    ///   - paper: what the paper found, such as "+9.4".
    ///   - larger, smaller: answers to the same questions in the same order, one of each for each seed.
    ///   - margin: points within which two are about the same.
    ///   - chance: the score (%) of a guess; where neither exceeds it beyond chance nothing is judged.
    public init(
        _ statement: String, paper: String? = nil, larger: [any Answered], smaller: [any Answered], margin: Double = 2,
        chance: Double = 50
    ) {
        self.init(statement, .exceeds, paper, larger.map(\.answers), smaller.map(\.answers), margin, chance)
    }

    /// The claim that both are about the same: that their difference, to either side, is smaller than `margin` (points).
    public static func same(
        _ statement: String, paper: String? = nil, _ one: [any Answered], _ other: [any Answered], margin: Double = 2,
        chance: Double = 50
    ) -> Claim { Claim(statement, .same, paper, one.map(\.answers), other.map(\.answers), margin, chance) }

    /// The claim that one figure exceeds another, of each of which one number a seed is known and nothing of questions behind it.
    ///
    ///     Claim("a larger margin helps", larger: [83.1, 82.0, 84.2], smaller: [80.2, 79.9, 80.8]).difference
    /// - Parameters:
    ///   - larger, smaller: a number for each seed, in the same order.
    ///   - margin: within which two are about the same; nil where nobody has said so.
    public init(_ statement: String, larger: [Double], smaller: [Double], margin: Double? = nil) {
        Failing.unless(
            larger.count == smaller.count,
            "\(statement): found numbers of \(larger.count) and \(smaller.count) seeds, expected as many")
        // Differences of finite numbers may be too large for one, and their squares sooner.
        Failing.unless(
            (larger + smaller).allSatisfy { abs($0) < 1e150 },
            "\(statement): found a number that is not finite, or beyond 1e150, expected one for each seed")
        Failing.unless(
            margin.map { $0 > 0 } ?? true, "\(statement): found a margin of \(margin ?? 0), expected more than 0, or none")
        (self.statement, relation, paper, seeds, isAboveChance) = (statement, .exceeds, nil, larger.count, true)
        self.margin = margin ?? 0
        paired = PairedDifference(means: zip(larger, smaller).map { $0 - $1 })
        difference = paired.mean
        interval = paired.interval
    }

    private init(
        _ statement: String, _ relation: Relation, _ paper: String?, _ larger: [Answers], _ smaller: [Answers], _ margin: Double,
        _ chance: Double
    ) {
        Failing.unless(
            larger.count == smaller.count,
            "\(statement): found answers of \(larger.count) and \(smaller.count) seeds, expected as many")
        Failing.unless(
            zip(larger, smaller).allSatisfy { $0.about == $1.about },
            "\(statement): found answers to different questions, expected both to have been asked the same")
        Failing.unless(margin > 0, "\(statement): found a margin of \(margin) points, expected more than 0")
        (self.statement, self.relation, self.paper, self.margin, seeds) = (statement, relation, paper, margin, larger.count)
        paired = PairedDifference(zip(larger, smaller).map { a, b in (zip(a.scores, b.scores).map { $0 - $1 }, a.about) })
        difference = paired.mean
        interval = paired.interval
        isAboveChance = [larger, smaller].contains { side in
            let over = PairedDifference(side.map { answers in (answers.scores.map { $0 - chance }, answers.about) })
            return over.mean > 0 && over.probability(of: 0) < 0.05
        }
    }

    /// The probability of a difference as far from nothing as this one, to either side, were there none.
    var probabilityOfNone: Double { isAboveChance ? paired.probability(of: 0) : 1 }

    /// The probability of a difference as small as this one were it as large as the margin: both one-sided tests (Schuirmann 1987), of which the
    /// nearer end of the margin decides.
    var probabilityOfMargin: Double {
        isAboveChance && abs(difference) < margin ? paired.probability(of: difference < 0 ? -margin : margin) / 2 : 1
    }

    /// The probability of a difference as far beyond the margin as this one were it just as large as the margin.
    var probabilityOfNoMore: Double {
        isAboveChance && abs(difference) > margin ? paired.probability(of: difference < 0 ? -margin : margin) / 2 : 1
    }
}

extension Claim: CustomStringConvertible {
    public var description: String { "\(statement): \(differenceText) points, n = \(seeds) seed\(seeds == 1 ? "" : "s")" }

    /// Difference and interval as tables have them: `+3.1 (+1.2 … +5.0)`.
    public var differenceText: String {
        let mean = String(format: "%+.1f", difference)
        return interval.map { mean + String(format: " (%+.1f … %+.1f)", $0.lowerBound, $0.upperBound) } ?? mean
    }
}
