import Foundation
import Tensors

/// A sound with another one beneath it, so many decibels weaker: `torchaudio.functional.add_noise`.
///
///     try mixed(speech, with: street, ratio: 10)
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - noise: `[S]`; where it is silent, or the sound is, nothing is added.
///   - ratio: of the energies, in dB.
/// - Throws: `SignalError` for no samples, or lengths that differ.
public func mixed(_ samples: Tensor, with noise: Tensor, ratio: Double) throws(SignalError) -> Tensor {
    guard samples.count > 0 else { throw .empty(operation: "mixed") }
    do throws(ShapeError) {
        try ShapeRule.equal(samples.shape, noise.shape, operation: "mixed")
    } catch { throw .shape(error) }
    try require(!ratio.isNaN, "mixed", "ratio", found: "\(ratio)", expected: "decibels")
    func energy(_ tensor: Tensor) -> Double { tensor.scalars.reduce(0) { $0 + Double($1) * Double($1) } }
    let (own, other) = (energy(samples), energy(noise))
    guard own > 0, other > 0 else { return samples }
    return samples + noise * Float((own / other * pow(10, -ratio / 10)).squareRoot())
}

/// A sound with white noise beneath it, so many decibels weaker.
///
///     try withNoise(samples, ratio: 20, using: &random)
public func withNoise(_ samples: Tensor, ratio: Double, using random: inout RandomStream) throws(SignalError) -> Tensor {
    try mixed(samples, with: .normal(samples.shape, using: &random), ratio: ratio)
}
