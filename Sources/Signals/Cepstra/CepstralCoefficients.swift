import Foundation
import Tensors

/// The first coefficients of a cosine transform along the bands of a logarithmic spectrum.
///
/// With the defaults c[n] = √(2 / B) · Σ_b x[b] cos(πn (b + ½) / B), c[0] divided by √2, then times
/// 1 + L/2 · sin(π(n + first) / L).
///
///     let levels = try decibels(melSpectrogram(samples, sampleRate: 22_050))
///     try cepstralCoefficients(levels, count: 20, lifter: 22, firstLifterIndex: 1)    // librosa.feature.mfcc
///
/// - Parameters:
///   - spectrum: `[frames, bands]`, logarithms or dB.
///   - count: 1…bands.
///   - lifter: L; 0 for no weights.
///   - firstLifterIndex: 0 as in `python_speech_features` and HTK, 1 as in librosa.
///   - transform: which of the cosine transforms.
///   - isOrthonormal: scaled so that lengths are kept; SciPy's `norm="ortho"`, and without it `norm=None`.
/// - Returns: `[frames, count]`.
/// - Throws: `SignalError` for another rank or a count out of range.
public func cepstralCoefficients(
    _ spectrum: Tensor, count: Int, lifter: Double = 0, firstLifterIndex: Int = 0, transform: CosineTransform = .two,
    isOrthonormal: Bool = true
) throws(SignalError) -> Tensor {
    let name = "cepstralCoefficients"
    try requireRank(2, spectrum, named: "[frames, bands]", name)
    let bands = spectrum.shape[1]
    try require((1...max(1, bands)).contains(count), name, "count", found: "\(count)", expected: "1…\(bands), the bands")
    try require(
        bands <= 65_536, name, "the number of bands", found: "\(bands)", expected: "at most 65 536")
    try require(lifter >= 0 && lifter.isFinite, name, "lifter", found: "\(lifter)", expected: "at least 0")
    try require(
        transform != .one || bands > 1, name, "the number of bands", found: "\(bands)", expected: "at least 2 for .one")
    let shape = try resultShape([bands, count], name)
    var isCompleted = true
    let basis = Tensor(onHost: shape) { target in
        var work = PacedWork()
        for n in 0..<count {
            guard work.mayGoOn(for: bands * 16) else {
                isCompleted = false
                return
            }
            let weight = lifter > 0 ? 1 + lifter / 2 * sin(.pi * (Double(n) + Double(firstLifterIndex)) / lifter) : 1
            for band in 0..<bands {
                target[band * count + n] = Float(transform.value(n, band, of: bands, isOrthonormal, weight: weight))
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return matmul(spectrum.detached(), basis)
}
