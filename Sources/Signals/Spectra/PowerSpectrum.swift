import Foundation
import Tensors

/// The power of each frequency over time: scale · |X[t, k]|ᵉ, with an exponent e of 2.
///
/// With `.paddedEnd` frames, no window and `scale: 1 / fftSize` it is `python_speech_features`' `powspec`; with
/// `.centredReflecting` ones `torchaudio.functional.spectrogram`.
///
///     try powerSpectrum(samples, fftSize: 512, exponent: 1)    // [frames, 257], magnitudes
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - fftSize: samples a transform, 1…2²⁴.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default; the rest are zeros.
///   - hopLength: samples from one frame to the next, ≥ 1; a quarter of the window when nil.
///   - window: the weights within a window.
///   - framing: what happens at the ends.
///   - scale: 1 for |X|².
///   - exponent: 2 for powers, 1 for magnitudes; above 0.
/// - Returns: `[frames, fftSize / 2 + 1]`, ≥ 0, in squared units of the samples. A NaN or infinite sample makes the
///   frames that hold it NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption.
public func powerSpectrum(
    _ samples: Tensor, fftSize: Int = 2048, windowLength: Int? = nil, hopLength: Int? = nil, window: Window = .hann,
    framing: Framing = .centred, scale: Double = 1, exponent: Double = 2
) throws(SignalError) -> Tensor {
    let length = windowLength ?? fftSize
    let analysis = try FrameAnalysis(
        "powerSpectrum", fftSize: fftSize, windowLength: length, hopLength: hopLength ?? max(1, length / 4),
        window: window, framing: framing)
    try require(scale.isFinite, "powerSpectrum", "scale", found: "\(scale)", expected: "a finite number")
    try requireExponent(exponent, "powerSpectrum")
    let frames = try analysis.frameCount(samples)
    let shape = try resultShape([frames, analysis.bins], "powerSpectrum")
    var isCompleted = false
    let result = Tensor(onHost: shape) { target in
        isCompleted = analysis.forEachSpectrum(samples, frames: frames) { frame, spectrum in
            magnitudes(
                spectrum, to: exponent, scale: Float(scale), into: &target, at: frame * analysis.bins, count: analysis.bins)
        }
    }
    try requireCompleted(isCompleted, "powerSpectrum")
    return result
}

/// Requires an exponent of magnitudes.
func requireExponent(_ exponent: Double, _ operation: String) throws(SignalError) {
    try require(
        exponent > 0 && exponent.isFinite, operation, "exponent", found: "\(exponent)",
        expected: "more than 0: 2 for powers, 1 for magnitudes")
}

/// scale · |re + i im|ᵉ of `count` pairs, from `place` of the target on.
@inline(__always)
func magnitudes(
    _ spectrum: Span<Float>, to exponent: Double, scale: Float, into target: inout MutableSpan<Float>, at place: Int,
    count: Int
) {
    if exponent == 2 { return squaredMagnitudes(spectrum, scale: scale, into: &target, at: place, count: count) }
    for bin in 0..<count {
        // In double precision, where the square of no 32-bit number is lost.
        let (re, im) = (Double(spectrum[2 * bin]), Double(spectrum[2 * bin + 1]))
        let magnitude = (re * re + im * im).squareRoot()
        target[place + bin] = scale * Float(exponent == 1 ? magnitude : pow(magnitude, exponent))
    }
}

/// scale · (re² + im²) of `count` pairs, from `place` of the target on.
@inline(__always)
func squaredMagnitudes(
    _ spectrum: Span<Float>, scale: Float, into target: inout MutableSpan<Float>, at place: Int, count: Int
) {
    let spectrum = spectrum.extracting(first: 2 * count)
    target.write(count, at: place) { bin in
        let pairs = spectrum.sixteen(2 &* bin)
        let squares = pairs * pairs
        return (squares.evenHalf + squares.oddHalf) * scale
    } one: { bin in
        let (real, imaginary) = (spectrum[2 * bin], spectrum[2 * bin + 1])
        return (real * real + imaginary * imaginary) * scale
    }
}
