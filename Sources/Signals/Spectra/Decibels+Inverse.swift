import Foundation
import Tensors

/// Amplitudes as levels: 20 · log₁₀(max(floor, |amplitude|) / reference), not below the highest level − `range`.
///
/// The same as `librosa.amplitude_to_db`.
///
///     try amplitudeDecibels(Tensor([1, 10, 100])).scalars    // [0, 20, 40]
///
/// - Parameters:
///   - amplitude: any shape; NaN stays NaN.
///   - reference: the amplitude of 0 dB, > 0; the largest of the array when nil.
///   - floor: the smallest amplitude that counts, > 0; 10⁻⁵ is −100 dB.
///   - range: dB below the highest level at which levels are cut, ≥ 0; nil for no cut.
/// - Returns: dB, in the shape of `amplitude`.
/// - Throws: `SignalError.parameter` for a floor, range or reference out of range.
public func amplitudeDecibels(
    _ amplitude: Tensor, reference: Double? = 1, floor: Double = 1e-5, range: Double? = 80
) throws(SignalError) -> Tensor {
    let name = "amplitudeDecibels"
    try require(floor >= 1e-18 && floor <= 1e18, name, "floor", found: "\(floor)", expected: "an amplitude of 1e-18…1e18")
    if let reference {
        try require(
            reference > 0 && reference <= 1e150, name, "reference", found: "\(reference)",
            expected: "an amplitude above 0")
    }
    return try decibels(
        amplitude.detached() * amplitude.detached(), reference: reference.map { .power($0 * $0) } ?? .maximum,
        floor: floor * floor, range: range)
}

/// Levels as powers: reference · 10^(level / 10), the inverse of `decibels` but for what was cut.
///
/// The same as `librosa.db_to_power` and torchaudio's `DB_to_amplitude(x, ref, power=1)`.
///
///     try power(ofDecibels: Tensor([0, 10, 20])).scalars    // [1, 10, 100]
///
/// - Parameters:
///   - levels: dB, any shape.
///   - reference: the power of 0 dB, > 0.
/// - Returns: powers, in the shape of `levels`; infinite from 385 dB on.
/// - Throws: `SignalError` for a reference out of range or an interruption.
public func power(ofDecibels levels: Tensor, reference: Double = 1) throws(SignalError) -> Tensor {
    try raised(levels, by: 10, reference, "power(ofDecibels:)")
}

/// Levels as amplitudes: reference · 10^(level / 20), the inverse of `amplitudeDecibels` but for what was cut.
///
/// The same as `librosa.db_to_amplitude`.
///
///     try amplitude(ofDecibels: Tensor([0, 20, 40])).scalars    // [1, 10, 100]
///
/// - Parameters:
///   - levels: dB, any shape.
///   - reference: the amplitude of 0 dB, > 0.
/// - Returns: amplitudes, in the shape of `levels`; infinite from 770 dB on.
/// - Throws: `SignalError` for a reference out of range or an interruption.
public func amplitude(ofDecibels levels: Tensor, reference: Double = 1) throws(SignalError) -> Tensor {
    try raised(levels, by: 20, reference, "amplitude(ofDecibels:)")
}

private func raised(
    _ levels: Tensor, by divisor: Double, _ reference: Double, _ operation: String
) throws(SignalError) -> Tensor {
    try require(
        reference > 0 && reference.isFinite, operation, "reference", found: "\(reference)", expected: "more than 0")
    var isCompleted = true
    let result = Tensor(onHost: levels.shape) { target in
        levels.withHostValues { source in
            var work = PacedWork()
            for index in 0..<source.count {
                guard work.mayGoOn(for: 16) else {
                    isCompleted = false
                    return
                }
                target[index] = Float(reference * pow(10, Double(source[index]) / divisor))
            }
        }
    }
    try requireCompleted(isCompleted, operation)
    return result
}
