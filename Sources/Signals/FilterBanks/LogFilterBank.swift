import Tensors

/// The logarithm of the energy in each band of a filter bank, over time: what the audio network looks at.
///
/// ln Σₖ filter[b, k] · |X[t, k]|² / fftSize, over frames of `window` seconds every `step` seconds, after
/// y[n] = x[n] − preemphasis · x[n − 1]. The defaults of window, step, size and bands are the paper's (section 4), all
/// else is as in `python_speech_features.logfbank`, with which it agrees. An energy of exactly 0 counts as 2.2 · 10⁻¹⁶.
///
///     try logFilterBank(samples, sampleRate: 16_000).shape    // [99, 40] for one second: 1 + ⌈(16 000 − 320) / 160⌉
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1, of any amplitude: a factor a adds 2 ln a. A signal shorter than one window is one frame.
///   - sampleRate: Hz.
///   - window: seconds a frame; rounded to samples, at most `fftSize` of them.
///   - step: seconds from one frame to the next.
///   - fftSize: samples a transform.
///   - bands: triangular filters.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; half the sample rate when nil.
///   - scale: how bands are spread; their corners lie on whole bins.
///   - preemphasis: 0…1; 0 for none.
///   - windowFunction: the weights within a frame.
/// - Returns: `[frames, bands]`, natural logarithms. NaN samples make the frames that hold them NaN.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func logFilterBank(
    _ samples: Tensor, sampleRate: Double, window: Double = 0.02, step: Double = 0.01, fftSize: Int = 1024,
    bands: Int = 40, lowFrequency: Double = 0, highFrequency: Double? = nil, scale: FrequencyScale = .mel,
    preemphasis: Double = 0.97, windowFunction: Window = .rectangular
) throws(SignalError) -> Tensor {
    let bank = try FilterBank(
        bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale)
    let analysis = try FrameAnalysis(
        "logFilterBank", fftSize: fftSize,
        windowLength: FrameAnalysis.samples(window, at: sampleRate, "window", "logFilterBank"),
        hopLength: FrameAnalysis.samples(step, at: sampleRate, "step", "logFilterBank"), window: windowFunction,
        framing: .paddedEnd, preemphasis: preemphasis)
    return try analysis.bandEnergies(samples, bank, scale: 1 / Float(fftSize), floor: leastEnergy).energies.log()
}

/// What stands for an energy of 0, so that it has a logarithm: the spacing of doubles at 1, as in NumPy.
let leastEnergy = Float(Double.ulpOfOne)

extension FrameAnalysis {
    /// Σ filter · scale · |X|² for each frame and band, and the sum of scale · |X|² of each frame.
    ///
    /// - Parameter floor: stands for sums of exactly 0.
    /// - Returns: `[frames, bands]` and `[frames]`.
    func bandEnergies(
        _ samples: Tensor, _ bank: FilterBank, scale: Float, floor: Float
    ) throws(SignalError) -> (energies: Tensor, totals: [Float]) {
        let frames = try frameCount(samples)
        let shape = try resultShape([frames, bank.bands], operation)
        let bins = bins, bands = bank.bands
        let filters = bank.filters
        var totals = [Float](repeating: 0, count: frames)
        let energies = Tensor(shape: shape) { target in
            let power = UnsafeMutablePointer<Float>.allocate(capacity: bins + BandedMatrix.slack)
            power.initialize(repeating: 0, count: bins + BandedMatrix.slack)
            defer { power.deallocate() }
            let first = target.baseAddress!
            totals.withUnsafeMutableBufferPointer { totals in
                forEachSpectrum(samples, frames: frames) { frame, spectrum in
                    squaredMagnitudes(spectrum, scale: scale, into: power, count: bins)
                    filters.multiply(power, into: first + frame * bands)
                    totals[frame] = sum(power, bins)
                }
            }
            for index in 0..<target.count where target[index] == 0 { target[index] = floor }
        }
        return (energies, totals.map { $0 == 0 ? floor : $0 })
    }

    private func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
        var sums = SIMD8<Float>.zero
        let whole = count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            sums += UnsafeRawPointer(values + start).loadUnaligned(as: SIMD8<Float>.self)
        }
        return (whole..<count).reduce(sums.sum()) { $0 + values[$1] }
    }
}
