import Foundation
import Tensors

/// A sound that lasts longer or shorter, its pitch as it was: `librosa.effects.time_stretch`.
///
///     try timeStretched(samples, rate: 2)      // half as long
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - rate: how much faster, above 0.
///   - fftSize: samples a transform.
/// - Returns: `[S / rate, rounded]`.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func timeStretched(_ samples: Tensor, rate: Double, fftSize: Int = 2048) throws(SignalError) -> Tensor {
    try require(rate > 0 && rate.isFinite, "timeStretched", "rate", found: "\(rate)", expected: "a number above 0")
    let stretched = try phaseVocoder(stft(samples, fftSize: fftSize), rate: rate)
    let length = (Double(samples.count) / rate).rounded(.toNearestOrEven)
    try require(length < Double(1 << 40), "timeStretched", "rate", found: "\(rate)", expected: "one whose result memory holds")
    return try istft(stretched, length: max(1, Int(length)))
}

/// A sound higher or lower, as long as it was: `librosa.effects.pitch_shift`, but for the filter of the resampling.
///
///     try pitchShifted(samples, steps: 4)      // a major third higher
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - steps: by how much, up or down; −48…48 octaves' worth of steps at most.
///   - stepsPerOctave: 12 for semitones, ≥ 1.
/// - Returns: `[S]`.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func pitchShifted(
    _ samples: Tensor, steps: Double, stepsPerOctave: Int = 12, fftSize: Int = 2048
) throws(SignalError) -> Tensor {
    let name = "pitchShifted"
    try require(stepsPerOctave >= 1, name, "stepsPerOctave", found: "\(stepsPerOctave)", expected: "at least 1")
    let octaves = steps / Double(stepsPerOctave)
    try require(abs(octaves) <= 4, name, "steps", found: "\(steps)", expected: "at most 4 octaves up or down")
    let ratio = Ratio(nearest: pow(2, octaves))
    if ratio.numerator == ratio.denominator { return samples.detached() }
    let stretched = try timeStretched(samples, rate: Double(ratio.denominator) / Double(ratio.numerator), fftSize: fftSize)
    let resampled = try resampled(stretched, from: ratio.numerator, to: ratio.denominator, width: 32)
    let missing = samples.count - resampled.count
    return missing > 0
        ? resampled.padded(axis: 0, before: 0, after: missing) : resampled.slice(axis: 0, 0..<samples.count)
}

/// A fraction of small numbers near a number: by the convergents of its continued fraction.
struct Ratio {
    let numerator: Int, denominator: Int

    /// - Parameter value: above 0.
    init(nearest value: Double, most: Int = 2000) {
        var (before, last) = ((1, 0), (Int(value), 1))
        var rest = value - value.rounded(.down)
        while rest > 1e-9 {
            let inverse = 1 / rest, whole = Int(inverse)
            let next = (whole * last.0 + before.0, whole * last.1 + before.1)
            if max(next.0, next.1) > most { break }
            (before, last, rest) = (last, next, inverse - Double(whole))
        }
        (numerator, denominator) = last.0 == 0 ? (1, Int((1 / value).rounded())) : last
    }
}
