import Tensors

/// The power of each frequency over time: scale · |X[t, k]|².
///
/// With `.paddedEnd` frames, no window and `scale: 1 / fftSize` it is `python_speech_features`' `powspec`.
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - scale: 1 for |X|².
/// - Returns: `[frames, fftSize / 2 + 1]`, ≥ 0, in squared units of the samples.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func powerSpectrum(
    _ samples: Tensor, fftSize: Int = 2048, windowLength: Int? = nil, hopLength: Int? = nil, window: Window = .hann,
    framing: Framing = .centred, scale: Double = 1
) throws(SignalError) -> Tensor {
    let length = windowLength ?? fftSize
    let analysis = try FrameAnalysis(
        "powerSpectrum", fftSize: fftSize, windowLength: length, hopLength: hopLength ?? max(1, length / 4),
        window: window, framing: framing)
    let frames = try analysis.frameCount(samples)
    let shape = try resultShape([frames, analysis.bins], "powerSpectrum")
    return Tensor(shape: shape) { target in
        let first = target.baseAddress!
        analysis.forEachSpectrum(samples, frames: frames) { frame, spectrum in
            squaredMagnitudes(spectrum, scale: Float(scale), into: first + frame * analysis.bins, count: analysis.bins)
        }
    }
}

/// scale · (re² + im²) of `count` pairs.
@inline(__always)
func squaredMagnitudes(
    _ spectrum: UnsafePointer<Float>, scale: Float, into target: UnsafeMutablePointer<Float>, count: Int
) {
    let whole = count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
        let pairs = UnsafeRawPointer(spectrum + 2 * start).loadUnaligned(as: SIMD16<Float>.self)
        let squares = pairs * pairs
        UnsafeMutableRawPointer(target + start).storeBytes(
            of: (squares.evenHalf + squares.oddHalf) * scale, as: SIMD8<Float>.self)
    }
    for bin in whole..<count {
        let (real, imaginary) = (spectrum[2 * bin], spectrum[2 * bin + 1])
        target[bin] = (real * real + imaginary * imaginary) * scale
    }
}
