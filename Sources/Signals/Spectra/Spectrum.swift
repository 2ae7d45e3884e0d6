import Tensors

/// The complex short-time spectrum of a signal, and how it was taken.
///
///     let spectrum = try stft(samples, fftSize: 512, hopLength: 160)
///     spectrum.magnitude.shape                             // [101, 257] for a second at 16 kHz
///     spectrum.frequencies(sampleRate: 16_000)[2]          // 62.5
public struct Spectrum: Sendable {
    /// `[frames, bins]`.
    public let real: Tensor
    /// `[frames, bins]`.
    public let imaginary: Tensor
    /// Samples a transform; `bins` is half of it and one more.
    public let fftSize: Int
    /// Samples from one frame to the next.
    public let hopLength: Int
    /// Samples a window.
    public let windowLength: Int
    /// The weights within a window.
    public let window: Window
    /// What was done at the ends of the signal.
    public let framing: Framing

    /// A spectrum from elsewhere, of `fftSize / 2 + 1` bins a frame.
    ///
    /// - Parameters:
    ///   - real: `[frames, bins]`, frames ≥ 1.
    ///   - imaginary: `[frames, bins]`.
    ///   - fftSize: samples a transform; 2 · (bins − 1) or one more.
    ///   - hopLength: samples from one frame to the next.
    ///   - windowLength: samples a window, ≤ `fftSize`, which is the default.
    ///   - window: the weights within a window.
    ///   - framing: where the frames lie.
    /// - Throws: `SignalError` for shapes that differ or do not fit, or parameters out of range.
    public init(
        real: Tensor, imaginary: Tensor, fftSize: Int, hopLength: Int, windowLength: Int? = nil, window: Window = .hann,
        framing: Framing = .centred
    ) throws(SignalError) {
        let analysis = try FrameAnalysis(
            "Spectrum", fftSize: fftSize, windowLength: windowLength ?? fftSize, hopLength: hopLength, window: window,
            framing: framing)
        try requireBins(analysis.bins, of: real, "Spectrum")
        do throws(ShapeError) {
            try ShapeRule.equal(real.shape, imaginary.shape, operation: "Spectrum")
        } catch {
            throw .shape(error)
        }
        self.init(real: real, imaginary: imaginary, analysis: analysis, window: window)
    }

    init(real: Tensor, imaginary: Tensor, analysis: FrameAnalysis, window: Window) {
        self.real = real
        self.imaginary = imaginary
        fftSize = analysis.fftSize
        hopLength = analysis.hopLength
        windowLength = analysis.windowLength
        self.window = window
        framing = analysis.framing
    }

    /// |X|, `[frames, bins]`.
    public var magnitude: Tensor {
        Tensor(onHost: real.shape) { target in
            real.withHostValues { real in
                imaginary.withHostValues { imaginary in
                    // In double precision, where the square of no 32-bit number is lost.
                    for index in 0..<target.count {
                        let (re, im) = (Double(real[index]), Double(imaginary[index]))
                        target[index] = Float((re * re + im * im).squareRoot())
                    }
                }
            }
        }
    }

    /// |X|², `[frames, bins]`.
    public var power: Tensor { real * real + imaginary * imaginary }

    /// The frequencies of the bins in Hz: k · sampleRate / fftSize.
    public func frequencies(sampleRate: Double) -> [Double] {
        (0...(fftSize / 2)).map { Double($0) * sampleRate / Double(fftSize) }
    }
}

/// Requires a table `[frames ≥ 1, bins]`.
func requireBins(_ bins: Int, of table: Tensor, _ operation: String) throws(SignalError) {
    try requireRank(2, table, named: "[frames, bins]", operation)
    guard table.shape[0] > 0 else { throw .empty(operation: operation) }
    try require(
        table.shape[1] == bins, operation, "the number of bins", found: "\(table.shape[1])",
        expected: "\(bins), fftSize / 2 + 1")
}
