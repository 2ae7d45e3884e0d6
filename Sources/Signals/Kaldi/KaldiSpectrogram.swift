import Tensors

/// Kaldi's spectrogram: ln max(ε, |X[t, k]|²) of each bin, the frame's energy in the place of the first.
///
/// It agrees with `torchaudio.compliance.kaldi.spectrogram`; ε is 1.19 · 10⁻⁷.
///
///     try kaldiSpectrogram(samples, sampleRate: 16_000).shape    // [98, 257] for a second
///
/// - Parameters:
///   - samples: `[S]`; with `snipsEdges` at least a window of them. Kaldi's are of 16-bit scale: a factor of 32 768.
///   - sampleRate: Hz.
///   - options: frames, window and the rest; `usesEnergy`, `isHTKCompatible` and `warp` do not count.
/// - Returns: `[frames, bins]`, natural logarithms. NaN and infinite samples make the frames that hold them NaN.
/// - Throws: `SignalError` for a signal too short, parameters out of range or an interruption.
public func kaldiSpectrogram(
    _ samples: Tensor, sampleRate: Double, options: KaldiOptions = KaldiOptions()
) throws(SignalError) -> Tensor {
    let analysis = try KaldiFrames("kaldiSpectrogram", sampleRate: sampleRate, options)
    let frames = try analysis.count(samples)
    let bins = analysis.bins
    let shape = try resultShape([frames, bins], "kaldiSpectrogram")
    var energies = [Float](repeating: 0, count: frames)
    var isCompleted = false
    let powers = Tensor(onHost: shape) { target in
        isCompleted = analysis.forEachSpectrum(samples, frames: frames) { frame, spectrum, energy in
            squaredMagnitudes(spectrum, scale: 1, into: &target, at: frame * bins, count: bins)
            energies[frame] = energy
        }
        if isCompleted { target.raise(to: KaldiFrames.epsilon) }
    }
    try requireCompleted(isCompleted, "kaldiSpectrogram")
    var result = powers.log()
    result.withMutableHostValues { values in
        for (frame, energy) in energies.enumerated() { values[frame * bins] = energy }
    }
    return options.subtractsMean ? withoutColumnMeans(result) : result
}

/// Takes the mean of each column off, over the rows where it is a number.
func withoutColumnMeans(_ table: Tensor) -> Tensor {
    let (rows, columns) = (table.shape[0], table.shape[1])
    return Tensor(onHost: table.shape) { target in
        table.withHostValues { source in
            for column in 0..<columns {
                var (sum, count) = (0.0, 0)
                for row in 0..<rows where source[row * columns + column].isFinite {
                    sum += Double(source[row * columns + column])
                    count += 1
                }
                let mean = Float(sum / Double(max(1, count)))
                for row in 0..<rows { target[row * columns + column] = source[row * columns + column] - mean }
            }
        }
    }
}
