import Tensors

/// The short-time Fourier transform, X[t, k] = Σₙ w[n] x[t · hop + n] exp(−2πi kn / fftSize).
///
/// With the defaults it is `librosa.stft` (0.10 and later), turned: frames are rows here. `torch.stft` and
/// torchaudio's `Spectrogram` mirror the ends: `framing: .centredReflecting`.
///
///     try stft(samples, fftSize: 512, hopLength: 160).magnitude.shape    // [101, 257] for a second at 16 kHz
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - fftSize: samples a transform, 1…2²⁴.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default; the rest are zeros.
///   - hopLength: samples from one frame to the next, ≥ 1; a quarter of the window when nil.
///   - window: the weights within a window.
///   - framing: what happens at the ends: zeros, a mirror, the last sample repeated, or whole frames only.
/// - Returns: `[frames, fftSize / 2 + 1]`, complex. A NaN or infinite sample makes the frames that hold it NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption.
public func stft(
    _ samples: Tensor, fftSize: Int = 2048, windowLength: Int? = nil, hopLength: Int? = nil, window: Window = .hann,
    framing: Framing = .centred
) throws(SignalError) -> Spectrum {
    let length = windowLength ?? fftSize
    let analysis = try FrameAnalysis(
        "stft", fftSize: fftSize, windowLength: length, hopLength: hopLength ?? max(1, length / 4), window: window,
        framing: framing)
    let frames = try analysis.frameCount(samples)
    let bins = analysis.bins
    let shape = try resultShape([frames, bins], "stft")
    var imaginary = Tensor.zeros(shape)
    var isCompleted = false
    let real = Tensor(onHost: shape) { real in
        imaginary.withMutableHostValues { imaginary in
            isCompleted = analysis.forEachSpectrum(samples, frames: frames) { frame, spectrum in
                for bin in 0..<bins {
                    real[frame * bins + bin] = spectrum[2 * bin]
                    imaginary[frame * bins + bin] = spectrum[2 * bin + 1]
                }
            }
        }
    }
    try requireCompleted(isCompleted, "stft")
    return Spectrum(real: real, imaginary: imaginary, analysis: analysis, window: window)
}
