import Foundation
import Tensors

/// A signal with the given magnitudes, its phases found by going back and forth between signal and spectrum.
///
/// Each round takes the spectrum R of the signal of the present one, and gives the magnitudes the phases of
/// R − m / (1 + m) · R′, R′ that of the round before (Griffin and Lim 1984; with momentum m Perraudin et al. 2013). It is
/// `librosa.griffinlim`, of a table turned; with `.centredReflecting` frames `torchaudio.functional.griffinlim`.
///
///     let magnitude = try stft(samples, fftSize: 512, hopLength: 128).magnitude
///     try griffinLim(magnitude, hopLength: 128, iterations: 60, length: samples.count)
///
/// - Parameters:
///   - magnitude: `[frames, bins]`, |X| ≥ 0, frames ≥ 1.
///   - fftSize: samples a transform; 2 · (bins − 1) when nil.
///   - windowLength: samples a window, ≤ `fftSize`, which is the default.
///   - hopLength: samples from one frame to the next, ≤ `fftSize`; a quarter of the window when nil.
///   - window: the weights within a window.
///   - framing: where the frames lie.
///   - iterations: rounds, 0…100 000; 32 as librosa's.
///   - momentum: m, 0…1 (1 left out); 0 is Griffin and Lim's own.
///   - length: samples of the result, which must have as many frames; hop · (frames − 1) of centred frames when nil.
///   - stream: draws the phases of the first round; all 0 when nil, librosa's `init=None`.
/// - Returns: `[length]`. Frames of NaN are left out of the search, and their samples are NaN.
/// - Throws: `SignalError` for shapes that do not fit, parameters out of range or an interruption.
public func griffinLim(
    _ magnitude: Tensor, fftSize: Int? = nil, windowLength: Int? = nil, hopLength: Int? = nil, window: Window = .hann,
    framing: Framing = .centred, iterations: Int = 32, momentum: Double = 0.99, length: Int? = nil,
    stream: RandomStream? = nil
) throws(SignalError) -> Tensor {
    let name = "griffinLim"
    try requireRank(2, magnitude, named: "[frames, bins]", name)
    let size = fftSize ?? max(1, 2 * (magnitude.shape[1] - 1))
    let taps = windowLength ?? size
    let analysis = try FrameAnalysis(
        name, fftSize: size, windowLength: taps, hopLength: hopLength ?? max(1, taps / 4), window: window, framing: framing)
    try requireBins(analysis.bins, of: magnitude, name)
    try require((0...100_000).contains(iterations), name, "iterations", found: "\(iterations)", expected: "0…100 000")
    try require(momentum >= 0 && momentum < 1, name, "momentum", found: "\(momentum)", expected: "0…1, without 1")
    let frames = magnitude.shape[0]
    let synthesis = try Synthesis(analysis, frames: frames, length: length)
    if iterations > 0, synthesis.count > 0 {
        let found = try analysis.frameCount(samples: synthesis.count)
        try require(
            found == frames, name, "length", found: "\(synthesis.count) samples, \(found) frames",
            expected: "a length of \(frames) frames, those of the magnitudes")
    }
    _ = try resultShape([frames, analysis.bins, 6], name)
    guard var search = PhaseSearch(magnitude, synthesis, stream) else { throw .interrupted(operation: name) }
    let rounds = synthesis.count > 0 ? iterations : 0
    for _ in 0..<rounds {
        try requireCompleted(search.improve(momentum: Float(momentum / (1 + momentum))), name)
    }
    let (signal, isCompleted) = search.signal(marksSpoiled: true)
    try requireCompleted(isCompleted, name)
    return signal
}
