import Tensors

/// Kaldi's filter bank: ln max(ε, Σₖ filter[b, k] · |X[t, k]|²), the filters' flanks straight in mel.
///
/// It agrees with `torchaudio.compliance.kaldi.fbank`, defaults included; ε is 1.19 · 10⁻⁷. What is random there, dither,
/// comes of a seed here and is off.
///
///     try kaldiFilterBank(samples, sampleRate: 16_000, bands: 80).shape    // [98, 80] for a second
///
/// - Parameters:
///   - samples: `[S]`; with `snipsEdges` at least a window of them. Kaldi's are of 16-bit scale: a factor of 32 768.
///   - sampleRate: Hz.
///   - bands: triangular filters, ≥ 1.
///   - lowFrequency: Hz, where the first band begins.
///   - highFrequency: Hz, where the last band ends; 0 and negative ones are taken from half the sample rate.
///   - usesPower: |X|², else |X|.
///   - usesLogarithm: natural logarithms, else the energies themselves.
///   - options: frames, window, energy and the rest.
/// - Returns: `[frames, bands]`, with `usesEnergy` one column more: the logarithm of the energy first, or last where
///   `isHTKCompatible`. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for a signal too short, parameters out of range or an interruption. Bands without a bin are told
///   to `withNotices`.
public func kaldiFilterBank(
    _ samples: Tensor, sampleRate: Double, bands: Int = 23, lowFrequency: Double = 20, highFrequency: Double = 0,
    usesPower: Bool = true, usesLogarithm: Bool = true, options: KaldiOptions = KaldiOptions()
) throws(SignalError) -> Tensor {
    let name = "kaldiFilterBank"
    let analysis = try KaldiFrames(name, sampleRate: sampleRate, options)
    let (energies, logEnergies) = try analysis.bandEnergies(
        samples, sampleRate: sampleRate, bands: bands, lowFrequency: lowFrequency, highFrequency: highFrequency,
        exponent: usesPower ? 2 : 1, raises: usesLogarithm)
    var result = usesLogarithm ? energies.log() : energies
    if options.usesEnergy {
        result = .concatenated(options.isHTKCompatible ? [result, logEnergies] : [logEnergies, result], axis: 1)
    }
    return options.subtractsMean ? withoutColumnMeans(result) : result
}

extension KaldiFrames {
    /// Σ filter · |X|ᵉ, `[frames, bands]`, and the logarithm of each frame's energy, `[frames, 1]`.
    ///
    /// - Parameter raises: puts ε in the place of smaller sums.
    func bandEnergies(
        _ samples: Tensor, sampleRate: Double, bands: Int, lowFrequency: Double, highFrequency: Double, exponent: Double,
        raises: Bool
    ) throws(SignalError) -> (Tensor, Tensor) {
        let high = highFrequency <= 0 ? highFrequency + sampleRate / 2 : highFrequency
        let warp = try options.warp.map(from: lowFrequency, to: high, sampleRate: sampleRate, operation)
        let bank = try FilterBank(
            for: operation, bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
            highFrequency: high, scale: .mel, corners: .exactOnScale, normalisation: .none, warp: warp)
        let frames = try count(samples)
        let shape = try resultShape([frames, bands + 1], operation)
        let bins = bins, filters = bank.filters
        var logEnergies = [Float](repeating: 0, count: frames)
        var isCompleted = false
        var power = [Float](repeating: 0, count: bins + BandedMatrix.slack)
        let energies = Tensor(onHost: [shape[0], bands]) { target in
            isCompleted = forEachSpectrum(samples, frames: frames) { frame, spectrum, energy in
                var powers = power.mutableSpan
                magnitudes(spectrum, to: exponent, scale: 1, into: &powers, at: 0, count: bins)
                logEnergies[frame] = energy
                if powers[0].isNaN {
                    target.fill(frame * bands..<(frame + 1) * bands, with: .nan)
                } else {
                    filters.multiply(powers.span, into: &target, at: frame * bands)
                }
            }
            if isCompleted, raises { target.raise(to: Self.epsilon) }
        }
        try requireCompleted(isCompleted, operation)
        return (energies, Tensor(logEnergies, shape: [frames, 1]))
    }
}
