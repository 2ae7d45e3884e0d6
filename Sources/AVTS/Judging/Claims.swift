import Work

/// The claims of one notebook, judged together at 5 %: of twenty that are not so, one would come out by chance.
public struct Claims: Sendable {
    /// The claims, in order.
    public let claims: [Claim]
    /// How each stands.
    public let verdicts: [Verdict]

    /// Judges by Holm's correction (1979): over the differences, over the samenesses, and over the differences beyond the margin.
    public init(_ claims: [Claim]) {
        self.claims = claims
        let differs = Self.holm(claims.map(\.probabilityOfNone)).map { $0 < 0.05 }
        let isSame = Self.holm(claims.map(\.probabilityOfMargin)).map { $0 < 0.05 }
        let isBeyond = Self.holm(claims.map(\.probabilityOfNoMore)).map { $0 < 0.05 }
        verdicts = claims.indices.map { index in
            switch claims[index].relation {
            case .exceeds where differs[index]: claims[index].difference > 0 ? .holds : .doesNotHold
            case .exceeds: isSame[index] ? .aboutTheSame : .cannotBeJudged
            case .same: isSame[index] ? .holds : isBeyond[index] ? .doesNotHold : .cannotBeJudged
            }
        }
    }

    /// The share of trainings like these, in 0…1, in which a true difference (points) would be told by one claim alone: by the mean of the
    /// claims' variances; nil without a claim of two seeds.
    public func power(_ difference: Double) -> Double? {
        let judged = claims.filter { $0.seeds > 1 }.map(\.paired)
        guard let degrees = judged.map(\.degrees).min() else { return nil }
        let variance = judged.reduce(0) { $0 + $1.standardError * $1.standardError } / Double(judged.count)
        if variance == 0 { return difference == 0 ? 0 : 1 }
        return StudentT.power(difference / variance.squareRoot(), degrees: degrees)
    }

    /// Probabilities that hold for all together: the k-th smallest of n times n + 1 − k, none below one before it.
    package static func holm(_ probabilities: [Double]) -> [Double] {
        var adjusted = probabilities
        var last = 0.0
        for (rank, index) in probabilities.indices.sorted(by: { probabilities[$0] < probabilities[$1] }).enumerated() {
            last = max(last, min(1, Double(probabilities.count - rank) * probabilities[index]))
            adjusted[index] = last
        }
        return adjusted
    }
}
