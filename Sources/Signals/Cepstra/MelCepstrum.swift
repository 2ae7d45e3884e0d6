import Foundation
import Tensors

/// How powers become the numbers of which a cepstrum is taken.
public enum CepstralLogarithm: Hashable, Sendable {
    /// 10 · log₁₀ max(10⁻¹⁰, power), cut `range` dB below the highest level; nil for no cut.
    case decibels(range: Double?)
    /// ln(power + offset), offset ≥ 0; torchaudio's `log_mels=True` has an offset of 10⁻⁶.
    case natural(offset: Double)
}

/// Mel-frequency cepstral coefficients of a mel spectrogram in dB: those of librosa and torchaudio.
///
/// With the defaults it is `librosa.feature.mfcc`, turned: frames are rows here. torchaudio's `MFCC` is that of
/// `coefficients: 40, fftSize: 400, hopLength: 200, scale: .mel, framing: .centredReflecting, normalisation: .none`.
/// Those of `python_speech_features` are `mfcc`, Kaldi's `kaldiMFCC`.
///
///     try melCepstrum(samples, sampleRate: 22_050).shape    // [44, 20] for a second
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - sampleRate: Hz.
///   - coefficients: 1…`bands`.
///   - fftSize: samples a transform, 1…2²⁴.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default.
///   - hopLength: samples from one frame to the next, ≥ 1.
///   - bands: triangular filters, their corners at exact frequencies.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; half the sample rate when nil.
///   - scale: how bands are spread: `.slaney`, `.mel` (HTK) or `.linear`.
///   - window: the weights within a window.
///   - framing: what happens at the ends.
///   - normalisation: the area of a band, 1, or its height.
///   - logarithm: dB with a range of 80, or natural.
///   - lifter: L of the weights 1 + L/2 · sin(π(n + 1) / L); 0 for none.
///   - transform: which of the cosine transforms.
///   - isOrthonormal: `norm="ortho"`.
/// - Returns: `[frames, coefficients]`. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption. Bands without a bin are told to
///   `withNotices`.
public func melCepstrum(
    _ samples: Tensor, sampleRate: Double, coefficients: Int = 20, fftSize: Int = 2048, windowLength: Int? = nil,
    hopLength: Int = 512, bands: Int = 128, lowFrequency: Double = 0, highFrequency: Double? = nil,
    scale: FrequencyScale = .slaney, window: Window = .hann, framing: Framing = .centred,
    normalisation: FilterBank.Normalisation = .area, logarithm: CepstralLogarithm = .decibels(range: 80),
    lifter: Double = 0, transform: CosineTransform = .two, isOrthonormal: Bool = true
) throws(SignalError) -> Tensor {
    let name = "melCepstrum"
    let bank = try FilterBank(
        for: name, bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: .exact, normalisation: normalisation)
    try require(
        (1...bands).contains(coefficients), name, "coefficients", found: "\(coefficients)",
        expected: "1…\(bands), the bands")
    let analysis = try FrameAnalysis(
        name, fftSize: fftSize, windowLength: windowLength ?? fftSize, hopLength: hopLength, window: window,
        framing: framing)
    let powers = try analysis.bandEnergies(samples, bank, scale: 1, floor: 0).energies
    let levels: Tensor
    switch logarithm {
    case .decibels(let range): levels = try decibels(powers, range: range)
    case .natural(let offset):
        try require(offset >= 0 && offset.isFinite, name, "offset", found: "\(offset)", expected: "at least 0")
        levels = (powers + Float(offset)).log()
    }
    return try cepstralCoefficients(
        levels, count: coefficients, lifter: lifter, firstLifterIndex: 1, transform: transform,
        isOrthonormal: isOrthonormal)
}
