import Tensors

/// Kaldi's mel-frequency cepstral coefficients: the cosine transform of its filter bank, high coefficients raised.
///
/// c[n] = (1 + L/2 · sin(πn / L)) · √(2 / B) · Σ_b ln(energy[b]) cos(πn (b + ½) / B). It agrees with
/// `torchaudio.compliance.kaldi.mfcc`, defaults included.
///
///     try kaldiMFCC(samples, sampleRate: 16_000).shape    // [98, 13] for a second
///
/// - Parameters:
///   - samples: `[S]`; with `snipsEdges` at least a window of them. Kaldi's are of 16-bit scale: a factor of 32 768.
///   - sampleRate: Hz.
///   - coefficients: 1…`bands`.
///   - bands: triangular filters, ≥ 1.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; 0 and negative ones are taken from half the sample rate.
///   - lifter: L; 0 for none.
///   - options: frames, window, energy and the rest; `usesEnergy` puts the logarithm of the energy in the place of
///     coefficient 0, `isHTKCompatible` moves that to the end.
/// - Returns: `[frames, coefficients]`. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for a signal too short, parameters out of range or an interruption. Bands without a bin are told
///   to `withNotices`.
public func kaldiMFCC(
    _ samples: Tensor, sampleRate: Double, coefficients: Int = 13, bands: Int = 23, lowFrequency: Double = 20,
    highFrequency: Double = 0, lifter: Double = 22, options: KaldiOptions = KaldiOptions()
) throws(SignalError) -> Tensor {
    let name = "kaldiMFCC"
    let analysis = try KaldiFrames(name, sampleRate: sampleRate, options)
    try require(
        (1...max(1, bands)).contains(coefficients), name, "coefficients", found: "\(coefficients)",
        expected: "1…\(bands), the bands")
    let (energies, logEnergies) = try analysis.bandEnergies(
        samples, sampleRate: sampleRate, bands: bands, lowFrequency: lowFrequency, highFrequency: highFrequency,
        exponent: 2, raises: true)
    let cepstra = try cepstralCoefficients(energies.log(), count: coefficients, lifter: lifter)
    var first = options.usesEnergy ? logEnergies : cepstra.slice(axis: 1, 0..<1)
    let others = cepstra.slice(axis: 1, 1..<coefficients)
    // HTK's zeroth coefficient is not divided by √2.
    if options.isHTKCompatible, !options.usesEnergy { first = first * Float(2).squareRoot() }
    let result = Tensor.concatenated(options.isHTKCompatible ? [others, first] : [first, others], axis: 1)
    return options.subtractsMean ? withoutColumnMeans(result) : result
}
