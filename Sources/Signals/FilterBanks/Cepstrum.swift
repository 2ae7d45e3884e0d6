import Foundation
import Tensors

/// Mel-frequency cepstral coefficients: the cosine transform of the log filter bank.
///
/// The same as `python_speech_features.mfcc`, defaults included. librosa's are
/// `cepstralCoefficients(decibels(melSpectrogram(…)), count: 20)`.
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1. A signal shorter than one window is one frame.
///   - sampleRate: Hz.
///   - coefficients: 1…`bands`.
///   - window: seconds a frame.
///   - step: seconds from one frame to the next.
///   - fftSize: samples a transform; the least power of two that holds a window, but at least 512, when nil.
///   - lifter: L of the weights 1 + L/2 · sin(πn / L) that raise high coefficients; 0 for none.
///   - replacesFirstWithEnergy: puts the logarithm of the frame's whole energy in the place of coefficient 0.
/// - Returns: `[frames, coefficients]`.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func mfcc(
    _ samples: Tensor, sampleRate: Double, coefficients: Int = 13, window: Double = 0.025, step: Double = 0.01,
    fftSize: Int? = nil, bands: Int = 26, lowFrequency: Double = 0, highFrequency: Double? = nil,
    preemphasis: Double = 0.97, windowFunction: Window = .rectangular, lifter: Double = 22,
    replacesFirstWithEnergy: Bool = true
) throws(SignalError) -> Tensor {
    let length = try FrameAnalysis.samples(window, at: sampleRate, "window", "mfcc")
    var size = 512
    while size < length { size *= 2 }
    let transform = fftSize ?? size
    let bank = try FilterBank(
        bands: bands, fftSize: transform, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency)
    let analysis = try FrameAnalysis(
        "mfcc", fftSize: transform, windowLength: length,
        hopLength: FrameAnalysis.samples(step, at: sampleRate, "step", "mfcc"), window: windowFunction,
        framing: .paddedEnd, preemphasis: preemphasis)
    let (energies, totals) = try analysis.bandEnergies(
        samples, bank, scale: 1 / Float(transform), floor: leastEnergy)
    var result = try cepstralCoefficients(energies.log(), count: coefficients, lifter: lifter)
    if replacesFirstWithEnergy {
        result.withUnsafeMutableBuffer { buffer in
            for (frame, total) in totals.enumerated() { buffer[frame * coefficients] = log(total) }
        }
    }
    return result
}

/// The first coefficients of the orthonormal cosine transform (DCT-II) along the bands of a logarithmic spectrum.
///
/// c[n] = √(2 / B) · Σ_b x[b] cos(πn (b + ½) / B), c[0] divided by √2, then times 1 + L/2 · sin(π(n + first) / L).
///
/// - Parameters:
///   - spectrum: `[frames, bands]`, logarithms or dB.
///   - count: 1…bands.
///   - lifter: L; 0 for no weights.
///   - firstLifterIndex: 0 as in `python_speech_features` and HTK, 1 as in librosa.
/// - Returns: `[frames, count]`.
/// - Throws: `SignalError` for another rank or a count out of range.
public func cepstralCoefficients(
    _ spectrum: Tensor, count: Int, lifter: Double = 0, firstLifterIndex: Int = 0
) throws(SignalError) -> Tensor {
    let name = "cepstralCoefficients"
    try requireRank(2, spectrum, named: "[frames, bands]", name)
    let bands = spectrum.shape[1]
    try require((1...max(1, bands)).contains(count), name, "count", found: "\(count)", expected: "1…\(bands), the bands")
    try require(lifter >= 0 && lifter.isFinite, name, "lifter", found: "\(lifter)", expected: "at least 0")
    let basis = Tensor(shape: [bands, count]) { target in
        for n in 0..<count {
            let weight =
                (lifter > 0 ? 1 + lifter / 2 * sin(.pi * Double(n + firstLifterIndex) / lifter) : 1)
                * ((n == 0 ? 1 : 2) / Double(bands)).squareRoot()
            for band in 0..<bands {
                target[band * count + n] = Float(
                    weight * cos(.pi * Double(n) * (Double(band) + 0.5) / Double(bands)))
            }
        }
    }
    return matmul(spectrum.detached(), basis)
}
