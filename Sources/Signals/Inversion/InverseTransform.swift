import Tensors

/// The signal whose short-time Fourier transform is nearest to a spectrum: the inverse of `stft`.
///
/// x[n] = Σₜ w[n − t · hop] · y[t, n − t · hop] / Σₜ w²[n − t · hop], y the inverse transforms of the frames (Griffin and Lim
/// 1984). It is `librosa.istft`, of a table turned.
///
///     let spectrum = try stft(samples, fftSize: 512, hopLength: 128)
///     try istft(spectrum, length: samples.count)    // samples, to rounding
///
/// - Parameters:
///   - spectrum: `[frames, bins]`, complex; window, step and framing are those it was taken with.
///   - length: samples of the result, cut or filled with zeros; hop · (frames − 1) of centred frames when nil.
/// - Returns: `[length]`. A frame with NaN makes its samples NaN; where all windows are 0 the sum stays as it is.
/// - Throws: `SignalError` for a step beyond `fftSize`, a length that the frames cannot hold, or an interruption.
public func istft(_ spectrum: Spectrum, length: Int? = nil) throws(SignalError) -> Tensor {
    let analysis = try FrameAnalysis(
        "istft", fftSize: spectrum.fftSize, windowLength: spectrum.windowLength, hopLength: spectrum.hopLength,
        window: spectrum.window, framing: spectrum.framing)
    let synthesis = try Synthesis(analysis, frames: spectrum.real.shape[0], length: length)
    let bins = analysis.bins
    var isCompleted = false
    let result = Tensor(onHost: [synthesis.count]) { target in
        spectrum.real.withHostValues { real in
            spectrum.imaginary.withHostValues { imaginary in
                isCompleted = synthesis.run(into: &target) { frame, pairs in
                    for bin in 0..<bins {
                        pairs[2 * bin] = real[frame * bins + bin]
                        pairs[2 * bin + 1] = imaginary[frame * bins + bin]
                    }
                }
            }
        }
    }
    try requireCompleted(isCompleted, "istft")
    return result
}
