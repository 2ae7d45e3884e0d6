import Foundation
import Tensors

/// What 0 dB stands for.
public enum DecibelReference: Hashable, Sendable {
    /// A power, > 0.
    case power(Double)
    /// The largest power of the array, so that all levels are ≤ 0.
    case maximum
}

/// Powers as levels: 10 · log₁₀(max(floor, power) / reference), not below the highest level − `range`.
///
/// The same as `librosa.power_to_db`.
///
///     try decibels(Tensor([1, 10, 100])).scalars    // [0, 10, 20]
///
/// - Parameters:
///   - power: any shape, ≥ 0; NaN stays NaN, and neither it nor infinity counts as the highest.
///   - reference: the power of 0 dB.
///   - floor: the smallest power that counts, > 0; 10⁻¹⁰ is −100 dB.
///   - range: dB below the highest level at which levels are cut, ≥ 0; nil for no cut.
/// - Returns: dB, in the shape of `power`.
/// - Throws: `SignalError.parameter` for a floor, range or reference out of range.
public func decibels(
    _ power: Tensor, reference: DecibelReference = .power(1), floor: Double = 1e-10, range: Double? = 80
) throws(SignalError) -> Tensor {
    try require(floor > 0 && floor <= 1e38, "decibels", "floor", found: "\(floor)", expected: "a power above 0")
    try require(range.map { $0 >= 0 } ?? true, "decibels", "range", found: "\(range ?? 0) dB", expected: "at least 0 dB")
    guard power.count > 0 else { return power.detached() }
    let zero: Double
    switch reference {
    case .power(let value):
        try require(value > 0 && value.isFinite, "decibels", "reference", found: "\(value)", expected: "a power above 0")
        zero = max(floor, value)
    case .maximum:
        zero = max(floor, Double(largestFinite(power)))
    }
    // Powers of less than the smallest normal number are lost in 32 bits anyway.
    let least = max(Float(floor), .leastNormalMagnitude)
    let factor: Float = 4.342_944_819_032_518  // 10 / ln 10
    let shift = factor * Float(log(zero))
    let levels = raised(power, to: least).log() * factor - shift
    guard let range else { return levels }
    return raised(levels, to: largestFinite(levels) - Float(range))
}

/// The tensor with `least` in the place of smaller numbers; NaN stays.
private func raised(_ tensor: Tensor, to least: Float) -> Tensor {
    Tensor(onHost: tensor.shape) { target in
        tensor.withHostValues { source in
            for index in source.indices { target[index] = source[index] < least ? least : source[index] }
        }
    }
}

/// The largest of the finite elements; −∞ without one.
private func largestFinite(_ tensor: Tensor) -> Float {
    tensor.withHostValues { values in
        var largest = -Float.infinity
        for index in values.indices where values[index] > largest && values[index] < .infinity { largest = values[index] }
        return largest
    }
}
