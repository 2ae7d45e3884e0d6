import Foundation
import Work

/// A mean difference over seeds, with its standard error.
///
/// Two things vary: what a seed makes of a training, and which videos the questions happen to be about. Both count, by the variance of two-way
/// clusters (Cameron, Gelbach and Miller 2011): that of the seeds' means, plus that of the videos' sums, less that of their meeting, which is in
/// both; at least that of the seeds, which is at least that of rounding to whole answers: two seeds may agree by chance. Degrees of freedom
/// are the seeds' less one.
struct PairedDifference: Sendable {
    /// Of each seed.
    let means: [Double]
    let mean: Double
    let standardError: Double
    let degrees: Double

    /// - Parameter seeds: of each seed the difference for each question, and what the question is about.
    init(_ seeds: [(differences: [Double], about: [String])]) {
        let count = Double(seeds.count)
        let means = seeds.map { $0.differences.reduce(0, +) / Double(max($0.differences.count, 1)) }
        let mean = means.reduce(0, +) / max(count, 1)
        var sums: [String: Double] = [:]
        var meeting = 0.0
        for seed in seeds {
            var own: [String: Double] = [:]
            let weight = 1 / (count * Double(seed.differences.count))
            for (difference, cluster) in zip(seed.differences, seed.about) {
                own[cluster, default: 0] += weight * (difference - mean)
            }
            for (cluster, sum) in own.sorted(by: { $0.key < $1.key }) { sums[cluster, default: 0] += sum; meeting += sum * sum }
        }
        // A share of n answers is a multiple of 100 / n.
        let step = 100 / Double(max(seeds.map(\.differences.count).max() ?? 0, 1))
        let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let bySeed = max(spread, step * step / 12) / count
        let clusters = Double(sums.count)
        let byVideo = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value } * clusters / max(clusters - 1, 1)
        (self.means, self.mean) = (means, mean)
        standardError = max(bySeed, bySeed + byVideo - meeting).squareRoot()
        degrees = count - 1
    }

    /// - Parameter means: the difference of each seed, of which nothing else is known.
    init(means: [Double]) {
        let count = Double(means.count)
        let mean = means.reduce(0, +) / max(count, 1)
        let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        (self.means, self.mean, degrees) = (means, mean, count - 1)
        standardError = (spread / count).squareRoot()
    }

    /// Where the mean lies with 95 % confidence; nil of fewer than two seeds.
    var interval: ClosedRange<Double>? {
        guard degrees >= 1 else { return nil }
        let reach = StudentT.critical(0.05, degrees: degrees) * standardError
        return mean - reach...mean + reach
    }

    /// The probability of a mean as far from `value` as this one or farther, were `value` the truth; 1 where it cannot be told.
    func probability(of value: Double) -> Double {
        guard degrees >= 1 else { return 1 }
        if standardError == 0 { return mean == value ? 1 : 0 }
        return StudentT.twoSided((mean - value) / standardError, degrees: degrees)
    }
}
