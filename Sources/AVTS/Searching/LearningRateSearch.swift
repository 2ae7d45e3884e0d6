import Training

/// A search of the learning rate, the paper's *grid search*: each rate is tried with several seeds, on data that is not tested on.
///
/// Rates are tried until the best has a worse one on either side, or there is none left to try. Where the loss is no number any more, a rate
/// is worse than any other.
///
///     let search = try LearningRateSearch("a parabola", among: [0.01, 0.03, 0.1, 0.3, 1], from: 0.01...0.1, seeds: 3) { rate, seed in
///         -(rate - 0.25) * (rate - 0.25) + 0.001 * Double(seed)
///     }
///     search.best        // 0.3; 0.1 was the highest of those to begin with
public struct LearningRateSearch: Sendable, Equatable, CustomStringConvertible {
    /// What was searched for, and by what.
    public let name: String
    /// The rates that were tried, ascending.
    public let rates: [Double]
    /// What each came to, by rate and by seed, more is better; `nan` where the loss was no number.
    public let scores: [[Double]]

    /// - Parameters:
    ///   - name: what is searched for, and by what; the description begins with it.
    ///   - ladder: the rates that may be tried, each above 0.
    ///   - start: where it begins: with the rates of the ladder that lie in it; nil: with all of them.
    ///   - seeds: each rate is tried with seeds 0, 1, … `seeds` − 1, 1…1,000,000 of them; what counts is their mean.
    ///   - score: what a rate comes to with a seed, more is better.
    /// - Throws: `ConfigurationError` without rates or seeds, or for a rate that is not above 0; and what `score` throws other than a loss or
    ///   gradient that is no number.
    public init(
        _ name: String, among ladder: [Double], from start: ClosedRange<Double>? = nil, seeds: Int = 1,
        score: (_ rate: Double, _ seed: Int) throws -> Double
    ) throws {
        let ladder = try Self.checked(ladder, start, seeds)
        func tried(_ rate: Double) throws -> [Double] {
            try (0..<seeds).map { seed in
                do { return try score(rate, seed) } catch let error as TrainingError where error.isDivergence { return .nan }
            }
        }
        let begun = ladder.indices.filter { start?.contains(ladder[$0]) ?? true }
        var (low, high) = (begun.first!, begun.last!)
        var scores = try begun.map { try tried(ladder[$0]) }
        while let best = Self.best(scores) {
            if best == scores.count - 1, high + 1 < ladder.count {
                high += 1
                scores.append(try tried(ladder[high]))
            } else if best == 0, low > 0 {
                low -= 1
                scores.insert(try tried(ladder[low]), at: 0)
            } else {
                break
            }
        }
        (self.name, self.rates, self.scores) = (name, Array(ladder[low...high]), scores)
    }

    /// Rates that a search may climb: two in each tenfold, from 0.0006 to 2.
    public static let ladder = [0.0006, 0.002, 0.006, 0.02, 0.06, 0.2, 0.6, 2]

    private static func checked(_ ladder: [Double], _ start: ClosedRange<Double>?, _ seeds: Int) throws -> [Double] {
        guard !ladder.isEmpty, ladder.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ConfigurationError("rates", found: "\(ladder)", expected: "at least one, each above 0")
        }
        guard (1...1_000_000).contains(seeds) else {
            throw ConfigurationError("seeds", found: "\(seeds)", expected: "1…1,000,000")
        }
        if let start, !ladder.contains(where: start.contains) {
            throw ConfigurationError("rates to begin with", found: "none of \(ladder) in \(start)", expected: "at least one")
        }
        return Set(ladder).sorted()
    }
}
