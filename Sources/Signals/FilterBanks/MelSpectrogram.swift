import Tensors

/// The power in each mel band over time: Σₖ filter[b, k] · |X[t, k]|².
///
/// With the defaults it is `librosa.feature.melspectrogram` (0.10 and later), turned: frames are rows here.
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - sampleRate: Hz.
///   - fftSize: samples a transform and a window.
///   - hopLength: samples from one frame to the next.
///   - bands: triangular filters, their corners at exact frequencies, with an area of 1.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; half the sample rate when nil.
///   - scale: how bands are spread.
/// - Returns: `[frames, bands]`, ≥ 0.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func melSpectrogram(
    _ samples: Tensor, sampleRate: Double, fftSize: Int = 2048, hopLength: Int = 512, bands: Int = 128,
    lowFrequency: Double = 0, highFrequency: Double? = nil, scale: FrequencyScale = .slaney, window: Window = .hann,
    framing: Framing = .centred, normalisation: FilterBank.Normalisation = .area
) throws(SignalError) -> Tensor {
    let bank = try FilterBank(
        bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: .exact, normalisation: normalisation)
    let analysis = try FrameAnalysis(
        "melSpectrogram", fftSize: fftSize, windowLength: fftSize, hopLength: hopLength, window: window,
        framing: framing)
    return try analysis.bandEnergies(samples, bank, scale: 1, floor: 0).energies
}
