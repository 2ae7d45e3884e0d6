import Foundation
import Tensors

/// The change of features over time: the slope of the line of least squares through `width` frames around each one.
///
/// d[t] = Σₙ n · x[t + n] / Σₙ n², n = −h…h with width = 2h + 1. For an order p above 1 it is the p-th derivative of the
/// polynomial of degree p through the same frames (Savitzky and Golay 1964).
///
///     try deltas(Tensor([[0], [1], [2], [4]]), width: 3).scalars    // [0.5, 1, 1.5, 1]
///
/// `python_speech_features.delta(feat, N)` is that of `width: 2 * N + 1`, `torchaudio.functional.compute_deltas` of
/// `width: win_length`, `librosa.feature.delta` of `width: 9, ends: .interpolated`.
///
/// - Parameters:
///   - features: `[frames, columns]`, frames ≥ 1.
///   - width: frames, odd, 3…65 535; `.interpolated` ends need as many frames.
///   - order: 1 for velocity, 2 for acceleration…; 1…8 and below `width`.
///   - ends: what lies outside.
/// - Returns: `[frames, columns]`, changes per frame (to the order-th power). NaN frames make those within h of them NaN.
/// - Throws: `SignalError` for another rank, no frames, a width or order out of range or an interruption.
public func deltas(
    _ features: Tensor, width: Int = 5, order: Int = 1, ends: DeltaEnds = .repeated
) throws(SignalError) -> Tensor {
    let name = "deltas"
    try requireRank(2, features, named: "[frames, columns]", name)
    let (frames, columns) = (features.shape[0], features.shape[1])
    guard frames > 0 else { throw .empty(operation: name) }
    try require(
        (3...65_535).contains(width) && !width.isMultiple(of: 2), name, "width", found: "\(width) frames",
        expected: "an odd number of frames, 3…65535")
    try require((1...8).contains(order) && order < width, name, "order", found: "\(order)", expected: "1…8, below width")
    try require(
        ends != .interpolated || width <= frames, name, "width", found: "\(width) frames of \(frames)",
        expected: "at most all frames for .interpolated ends: take another width, or ends of .repeated")
    let weights = derivativeWeights(width, order)
    let half = width / 2
    var isCompleted = true
    let result = Tensor(onHost: features.shape) { target in
        features.withHostValues { source in
            var work = PacedWork()
            target.update(repeating: 0)
            for frame in 0..<frames {
                guard work.mayGoOn(for: width * max(1, columns)) else {
                    isCompleted = false
                    return
                }
                // The derivative of the highest order is the same all over a window.
                let centre = ends == .interpolated ? max(half, min(frames - 1 - half, frame)) : frame
                for (place, weight) in weights.enumerated() {
                    guard let row = ends.row(centre + place - half, of: frames) else { continue }
                    // A weight of 0 counts too: NaN makes every window that holds it NaN.
                    for column in 0..<columns {
                        target[frame * columns + column] += weight * source[row * columns + column]
                    }
                }
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return result
}

/// The weights of the order-th derivative of the polynomial of degree `order` that is nearest to `width` values.
///
/// With pₖ, the orthogonal polynomials on the points −h…h of leading coefficient 1 (Gram), it is
/// order! · p(x) / Σ p², p that of degree `order`; p₀ = 1, pₖ₊₁ = x pₖ − (Σ pₖ² / Σ pₖ₋₁²) pₖ₋₁.
private func derivativeWeights(_ width: Int, _ order: Int) -> [Float] {
    let points = (0..<width).map { Double($0 - width / 2) }
    var previous = [Double](repeating: 0, count: width), current = [Double](repeating: 1, count: width)
    var previousSum = 1.0, sum = Double(width), factorial = 1.0
    for degree in 1...order {
        let ratio = degree == 1 ? 0 : sum / previousSum
        let next = points.indices.map { points[$0] * current[$0] - ratio * previous[$0] }
        (previous, current) = (current, next)
        (previousSum, sum) = (sum, next.reduce(0) { $0 + $1 * $1 })
        factorial *= Double(degree)
    }
    return current.map { Float(factorial * $0 / sum) }
}
