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
/// - Returns: `[frames, bands]`, natural logarithms. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption. Bands without a bin are told to
///   `withNotices`.
public func logFilterBank(
    _ samples: Tensor, sampleRate: Double, window: Double = 0.02, step: Double = 0.01, fftSize: Int = 1024,
    bands: Int = 40, lowFrequency: Double = 0, highFrequency: Double? = nil, scale: FrequencyScale = .mel,
    preemphasis: Double = 0.97, windowFunction: Window = .rectangular
) throws(SignalError) -> Tensor {
    let bank = try FilterBank(
        for: "logFilterBank", bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: .wholeBins, normalisation: .none)
    let analysis = try FrameAnalysis(
        "logFilterBank", fftSize: fftSize,
        windowLength: FrameAnalysis.samples(window, at: sampleRate, "window", "logFilterBank"),
        hopLength: FrameAnalysis.samples(step, at: sampleRate, "step", "logFilterBank"), window: windowFunction,
        framing: .paddedEnd, preemphasis: preemphasis)
    return try analysis.bandEnergies(samples, bank, scale: 1 / Float(fftSize), floor: leastEnergy).energies.log()
}
