import Foundation

extension LearningRateSearch {
    /// The mean of each rate's scores over its seeds; `nan` where one of them is.
    public var means: [Double] { scores.map(Self.mean) }

    /// The rate of the highest mean; among equals the smallest. nil where every rate came to nothing.
    public var best: Double? { Self.best(scores).map { rates[$0] } }

    /// The smallest rate whose mean is within one standard error of the best one's (Breiman, Friedman, Olshen and Stone, *Classification and
    /// Regression Trees*, 1984); ``best`` with a single seed, which has no standard error.
    public var smallestWithinOneError: Double? {
        guard let best = Self.best(scores) else { return nil }
        let (top, mean) = (scores[best], Self.mean(scores[best]))
        let variance = top.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(top.count - 1, 1))
        let reach = (variance / Double(top.count)).squareRoot()
        return zip(rates, means).first { $1 >= mean - reach }?.0
    }

    /// One line: the mean at each rate, with the least and the largest of several seeds, and the best; and whether it is the last of those tried.
    public var description: String {
        func number(_ value: Double) -> String { String(format: "%.1f", value) }
        let tried = zip(rates, scores).map { rate, scores -> String in
            guard !Self.mean(scores).isNaN else { return "\(rate): no number" }
            return "\(rate): \(number(Self.mean(scores)))"
                + (scores.count > 1 ? " (\(number(scores.min()!))–\(number(scores.max()!)))" : "")
        }
        let end =
            rates.count == 1 ? "" : best == rates.first ? ", the lowest tried" : best == rates.last ? ", the highest tried" : ""
        return "\(name): " + tried.joined(separator: ", ") + "; best: " + (best.map { "\($0)\(end)" } ?? "none")
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// Which of some rates' scores are best in the mean: the first of equals; nil where each has one that is no number.
    static func best(_ scores: [[Double]]) -> Int? {
        let means = scores.map(mean)
        return means.indices.filter { !means[$0].isNaN }.max { (means[$0], -$0) < (means[$1], -$1) }
    }
}
