import Tensors

/// The complex short-time spectrum of a signal.
public struct Spectrum: Sendable {
    /// `[frames, bins]`.
    public let real: Tensor
    /// `[frames, bins]`.
    public let imaginary: Tensor
    /// Samples a transform; `bins` is half of it and one more.
    public let fftSize: Int
    /// Samples from one frame to the next.
    public let hopLength: Int

    package init(real: Tensor, imaginary: Tensor, fftSize: Int, hopLength: Int) {
        self.real = real
        self.imaginary = imaginary
        self.fftSize = fftSize
        self.hopLength = hopLength
    }

    /// |X|, `[frames, bins]`.
    public var magnitude: Tensor { power.sqrt() }

    /// |X|², `[frames, bins]`.
    public var power: Tensor { real * real + imaginary * imaginary }

    /// The frequencies of the bins in Hz: k · sampleRate / fftSize.
    public func frequencies(sampleRate: Double) -> [Double] {
        (0...(fftSize / 2)).map { Double($0) * sampleRate / Double(fftSize) }
    }
}

/// The short-time Fourier transform, X[t, k] = Σₙ w[n] x[t · hop + n] exp(−2πi kn / fftSize).
///
/// With the defaults it is `librosa.stft` (0.10 and later), turned: frames are rows here.
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - fftSize: samples a transform.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default; the rest are zeros.
///   - hopLength: samples from one frame to the next; a quarter of the window when nil.
/// - Returns: `[frames, fftSize / 2 + 1]`, complex. A NaN sample makes the frames that hold it NaN.
/// - Throws: `SignalError` for no samples or parameters out of range.
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
    let real = Tensor(shape: shape) { real in
        imaginary.withUnsafeMutableBuffer { imaginary in
            analysis.forEachSpectrum(samples, frames: frames) { frame, spectrum in
                for bin in 0..<bins {
                    real[frame * bins + bin] = spectrum[2 * bin]
                    imaginary[frame * bins + bin] = spectrum[2 * bin + 1]
                }
            }
        }
    }
    return Spectrum(real: real, imaginary: imaginary, fftSize: fftSize, hopLength: analysis.hopLength)
}
