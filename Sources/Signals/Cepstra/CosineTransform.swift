import Foundation

/// The kinds of the cosine transform, as SciPy numbers them; the second is the cepstrum's.
public enum CosineTransform: Int, Hashable, Sendable, CaseIterable {
    /// Both ends count once: x₀ + (−1)ⁿ x_{B−1} + 2 Σ x[b] cos(πnb / (B − 1)).
    case one = 1
    /// 2 Σ x[b] cos(πn (b + ½) / B).
    case two = 2
    /// x₀ + 2 Σ_{b>0} x[b] cos(π(n + ½) b / B), the inverse of the second.
    case three = 3

    /// The weight of band b in coefficient n, times `weight`.
    func value(_ n: Int, _ b: Int, of bands: Int, _ isOrthonormal: Bool, weight: Double) -> Double {
        switch self {
        case .one:
            let last = bands - 1
            let (atEnd, startsOrEnds) = (b == 0 || b == last, n == 0 || n == last)
            let cosine = cos(.pi * Double(n) * Double(b) / Double(last))
            guard isOrthonormal else { return weight * (atEnd ? 1 : 2) * cosine }
            let norm = ((startsOrEnds ? 1 : 2) / Double(last)).squareRoot() / 2
            return weight * norm * (atEnd ? Double(2).squareRoot() : 2) * cosine
        case .two:
            let norm = isOrthonormal ? ((n == 0 ? 1 : 2) / Double(bands)).squareRoot() : 2
            return weight * norm * cos(.pi * Double(n) * (Double(b) + 0.5) / Double(bands))
        case .three:
            let norm = isOrthonormal ? ((b == 0 ? 1 : 2) / Double(bands)).squareRoot() : b == 0 ? 1 : 2
            return weight * norm * cos(.pi * (Double(n) + 0.5) * Double(b) / Double(bands))
        }
    }
}
