import Foundation
import Tensors

/// Mel-frequency cepstral coefficients: the cosine transform of the log filter bank.
///
/// c[n] = (1 + L/2 · sin(πn / L)) · √(2 / B) · Σ_b ln(energy[b]) cos(πn (b + ½) / B): the same as
/// `python_speech_features.mfcc`, defaults included. Those of librosa and torchaudio are `melCepstrum`, Kaldi's `kaldiMFCC`;
/// changes over time are `deltas`.
///
///     try mfcc(samples, sampleRate: 16_000).shape                          // [99, 13] for a second
///     try mfcc(samples, sampleRate: 8000, bands: 23, highFrequency: 3800)  // telephone speech
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1. A signal shorter than one window is one frame.
///   - sampleRate: Hz.
///   - coefficients: 1…`bands`.
///   - window: seconds a frame.
///   - step: seconds from one frame to the next.
///   - fftSize: samples a transform; the least power of two that holds a window, but at least 512, when nil.
///   - bands: triangular filters, their corners on whole bins.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; half the sample rate when nil.
///   - preemphasis: 0…1; 0 for none.
///   - windowFunction: the weights within a frame.
///   - lifter: L of the weights that raise high coefficients; 0 for none.
///   - replacesFirstWithEnergy: puts the logarithm of the frame's whole energy in the place of coefficient 0.
///   - scale: how bands are spread.
/// - Returns: `[frames, coefficients]`. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption. Bands without a bin are told to
///   `withNotices`.
public func mfcc(
    _ samples: Tensor, sampleRate: Double, coefficients: Int = 13, window: Double = 0.025, step: Double = 0.01,
    fftSize: Int? = nil, bands: Int = 26, lowFrequency: Double = 0, highFrequency: Double? = nil,
    preemphasis: Double = 0.97, windowFunction: Window = .rectangular, lifter: Double = 22,
    replacesFirstWithEnergy: Bool = true, scale: FrequencyScale = .mel
) throws(SignalError) -> Tensor {
    let length = try FrameAnalysis.samples(window, at: sampleRate, "window", "mfcc")
    var size = 512
    while size < length { size *= 2 }
    let transform = fftSize ?? size
    let bank = try FilterBank(
        for: "mfcc", bands: bands, fftSize: transform, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: .wholeBins, normalisation: .none)
    try require(
        (1...bands).contains(coefficients), "mfcc", "coefficients", found: "\(coefficients)",
        expected: "1…\(bands), the bands")
    let analysis = try FrameAnalysis(
        "mfcc", fftSize: transform, windowLength: length,
        hopLength: FrameAnalysis.samples(step, at: sampleRate, "step", "mfcc"), window: windowFunction,
        framing: .paddedEnd, preemphasis: preemphasis)
    let (energies, totals) = try analysis.bandEnergies(
        samples, bank, scale: 1 / Float(transform), floor: leastEnergy)
    var result = try cepstralCoefficients(energies.log(), count: coefficients, lifter: lifter)
    if replacesFirstWithEnergy {
        result.withMutableHostValues { values in
            for (frame, total) in totals.enumerated() { values[frame * coefficients] = log(total) }
        }
    }
    return result
}
