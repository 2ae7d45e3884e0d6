import Tensors
import Work

/// Losses over pairs of embeddings.
public enum PairLoss {
    /// Keeps the square root of a distance of zero from having an infinite slope.
    static let epsilon: Float = 1e-12

    /// Euclidean distances ‖f_v − f_a‖ of rows: `[N, D]` and `[N, D]` → `[N]`.
    public static func distances(_ video: Tensor, _ audio: Tensor) -> Tensor {
        ((video - audio).square().sum(axes: [1]) + epsilon).sqrt()
    }

    /// The contrastive loss E = 1/N Σ y‖f_v − f_a‖² + (1 − y) max(η − ‖f_v − f_a‖, 0)² (Korbar et al. 2018, eq. 1).
    ///
    /// - Parameters:
    ///   - distances: `[N]`, ‖f_v − f_a‖.
    ///   - inSync: y, `N` truths.
    ///   - margin: η, above 0.
    /// - Returns: a scalar.
    public static func contrastive(distances: Tensor, inSync: [Bool], margin: Float) -> Tensor {
        Failing.unless(
            distances.shape == [inSync.count],
            "contrastive loss: found distances of shape \(distances.shape), expected [\(inSync.count)]")
        let y = Tensor(inSync.map { $0 ? 1 : 0 }, shape: [inSync.count])
        let pull = y * distances.square()
        let push = (1 - y) * (margin - distances).relu().square()
        return (pull + push).mean()
    }
}
