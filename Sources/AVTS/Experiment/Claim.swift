import Foundation
import Work

/// How a claim of the paper stands in one's own results.
public enum Verdict: String, Sendable, Codable, CustomStringConvertible {
    /// The mean difference is positive, beyond its uncertainty.
    case holds
    /// The mean difference is not positive, beyond its uncertainty.
    case doesNotHold = "does not hold here"
    /// The difference is within its uncertainty, or both quantities lie at chance.
    case cannotBeJudged = "cannot be judged at this scale"

    /// As tables say it.
    public var description: String { rawValue }
}

/// A claim that one quantity exceeds another, judged over seeds.
///
/// It *holds* when the mean difference is positive and exceeds its uncertainty, *does not hold here* when the difference is not
/// positive beyond it, and *cannot be judged* when both quantities lie at chance or the difference is within the uncertainty.
public struct Claim: Sendable {
    /// What is claimed, in words.
    public let statement: String
    /// The mean of larger − smaller over the seeds (the quantities' unit).
    public let difference: Double
    /// The larger of the seeds' spread (standard error) and the test's own sampling error.
    public let uncertainty: Double
    /// How many seeds it was judged over.
    public let seeds: Int
    /// How it stands.
    public let verdict: Verdict

    /// - Parameters:
    ///   - larger, smaller: the two quantities (%), one value a seed, in the same order.
    ///   - pairs: test pairs behind each value: gives the sampling error of a share.
    ///   - chance: the value (%) of a guess; where neither mean exceeds it by twice the sampling error nothing can be judged.
    public init(
        _ statement: String, larger: [Double], smaller: [Double], pairs: Int = 1000, chance: Double = 50
    ) {
        Failing.unless(
            larger.count == smaller.count, "Claim: found \(larger.count) and \(smaller.count) values, expected as many")
        self.statement = statement
        seeds = larger.count
        let differences = zip(larger, smaller).map { $0 - $1 }
        let mean = Self.mean(differences)
        difference = mean
        // Two shares of `pairs` trials each, near 50–80 %.
        let samplingError = pairs > 0 ? 100 * (2 * 0.21 / Double(pairs)).squareRoot() : .infinity
        let spread: Double
        if differences.count > 1 {
            let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count - 1)
            spread = (variance / Double(differences.count)).squareRoot()
        } else {
            spread = samplingError
        }
        uncertainty = max(spread, samplingError / Double(max(seeds, 1)).squareRoot())
        let atChance = max(Self.mean(larger), Self.mean(smaller)) < chance + 2 * samplingError
        if seeds == 0 || atChance || abs(mean) <= uncertainty {
            verdict = .cannotBeJudged
        } else {
            verdict = mean > 0 ? .holds : .doesNotHold
        }
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}

extension Claim: CustomStringConvertible {
    public var description: String {
        let signed = String(format: "%+.1f ± %.1f", difference, uncertainty)
        return "\(statement): \(verdict.rawValue) (\(signed) points, n = \(seeds) seed\(seeds == 1 ? "" : "s"))"
    }
}
