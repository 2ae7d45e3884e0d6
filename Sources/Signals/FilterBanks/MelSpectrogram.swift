import Tensors

/// The power in each mel band over time: Σₖ filter[b, k] · |X[t, k]|ᵉ, with an exponent e of 2.
///
/// With the defaults it is `librosa.feature.melspectrogram` (0.10 and later), turned: frames are rows here. torchaudio's
/// `MelSpectrogram` is that of `fftSize: 400, hopLength: 200, scale: .mel, framing: .centredReflecting,
/// normalisation: .none`.
///
///     try melSpectrogram(samples, sampleRate: 16_000).shape    // [32, 128] for a second
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - sampleRate: Hz.
///   - fftSize: samples a transform, 1…2²⁴.
///   - hopLength: samples from one frame to the next, ≥ 1.
///   - bands: triangular filters, their corners at exact frequencies.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; half the sample rate when nil.
///   - scale: how bands are spread: `.slaney`, `.mel` (HTK) or `.linear`.
///   - window: the weights within a window.
///   - framing: what happens at the ends.
///   - normalisation: the area of a band, 1, or its height.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default.
///   - exponent: 2 for powers, 1 for magnitudes; above 0.
/// - Returns: `[frames, bands]`, ≥ 0. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption. Bands without a bin are told to
///   `withNotices`.
public func melSpectrogram(
    _ samples: Tensor, sampleRate: Double, fftSize: Int = 2048, hopLength: Int = 512, bands: Int = 128,
    lowFrequency: Double = 0, highFrequency: Double? = nil, scale: FrequencyScale = .slaney, window: Window = .hann,
    framing: Framing = .centred, normalisation: FilterBank.Normalisation = .area, windowLength: Int? = nil,
    exponent: Double = 2
) throws(SignalError) -> Tensor {
    let bank = try FilterBank(
        for: "melSpectrogram", bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: .exact, normalisation: normalisation)
    try requireExponent(exponent, "melSpectrogram")
    let analysis = try FrameAnalysis(
        "melSpectrogram", fftSize: fftSize, windowLength: windowLength ?? fftSize, hopLength: hopLength, window: window,
        framing: framing)
    return try analysis.bandEnergies(samples, bank, exponent: exponent, scale: 1, floor: 0).energies
}
