/// Where the statistics of a normalisation come from.
enum NormalizationStatistics {
    /// They are given, and count as constants.
    case fixed
    /// The batch's own, of so many rows in all; `sum` adds numbers of all parts of the batch, where it is divided.
    case own(rows: Int, sum: (([Double]) -> [Double])?)

    var isOwn: Bool { if case .own = self { true } else { false } }

    /// Whether there are other parts.
    var isOfParts: Bool { if case .own(_, _?) = self { true } else { false } }

    /// One row's share in the statistics.
    var share: Float { if case .own(let rows, _) = self { 1 / Float(rows) } else { 0 } }

    /// The sums of a part, for each channel, as those of the whole batch.
    func joined(_ sums: (shift: [Float], scale: [Float])) -> (shift: [Float], scale: [Float]) {
        guard case .own(_, let sum?) = self else { return sums }
        let whole = sum((sums.shift + sums.scale).map { Double($0) }).map { Float($0) }
        return (Array(whole[..<sums.shift.count]), Array(whole[sums.shift.count...]))
    }
}

/// Mean and biased variance of each channel over the rows of a part.
struct PartStatistics {
    let rows: Int
    let mean: Tensor
    let variance: Tensor

    /// Those of the whole batch: counts, sums and sums of squares are added in double precision, which holds them to the digits of a float for means
    /// up to ten thousand deviations.
    func joined(by sum: ([Double]) -> [Double]) -> PartStatistics {
        let count = Double(rows)
        let (means, variances) = (mean.scalars.map { Double($0) }, variance.scalars.map { Double($0) })
        let squares = zip(means, variances).map { count * ($1 + $0 * $0) }
        let whole = sum([count] + means.map { count * $0 } + squares)
        let total = max(whole[0], 1)
        let joined = (0..<means.count).map { whole[1 + $0] / total }
        let spread = joined.indices.map { max(0, whole[1 + means.count + $0] / total - joined[$0] * joined[$0]) }
        return PartStatistics(
            rows: Int(total), mean: Tensor(joined.map { Float($0) }, shape: mean.shape),
            variance: Tensor(spread.map { Float($0) }, shape: variance.shape))
    }
}
