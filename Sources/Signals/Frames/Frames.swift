import Tensors

/// Cuts a signal into overlapping frames: `[S]` to `[frames, length]`, each multiplied by a window.
///
///     try frames(Tensor([1, 2, 3, 4, 5]), length: 2, hop: 2).scalars    // [1, 2, 3, 4, 5, 0]
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - length: samples a frame, ≥ 1.
///   - hop: samples from one frame to the next, ≥ 1.
///   - window: the weights within a frame.
///   - framing: what happens at the ends.
/// - Returns: `[frames, length]`, as many as `framing` says.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption.
public func frames(
    _ samples: Tensor, length: Int, hop: Int, window: Window = .rectangular, framing: Framing = .paddedEnd
) throws(SignalError) -> Tensor {
    let analysis = try FrameAnalysis(
        "frames", fftSize: length, windowLength: length, hopLength: hop, window: window, framing: framing)
    let count = try analysis.frameCount(samples)
    let shape = try resultShape([count, length], "frames")
    var isCompleted = false
    let result = Tensor(onHost: shape) { target in
        isCompleted = analysis.forEachFrame(samples, frames: count) { index, source, start in
            analysis.fill(&target, at: index * length, from: source, at: start)
        }
    }
    try requireCompleted(isCompleted, "frames")
    return result
}

/// Raises high frequencies: y[0] = x[0], y[n] = x[n] − coefficient · x[n − 1].
///
///     try preemphasised(Tensor([1, 2, 4]), coefficient: 0.5).scalars    // [1, 1.5, 3]
///
/// - Parameters:
///   - samples: `[S]`.
///   - coefficient: 0.97 by custom; 0 leaves the signal as it is.
/// - Returns: `[S]`.
/// - Throws: `SignalError` for another rank or a coefficient that is no finite number.
public func preemphasised(_ samples: Tensor, coefficient: Double = 0.97) throws(SignalError) -> Tensor {
    try requireRank(1, samples, named: "[samples]", "preemphasised")
    try require(
        coefficient.isFinite, "preemphasised", "coefficient", found: "\(coefficient)", expected: "a finite number")
    return Tensor(onHost: samples.shape) { target in
        samples.withHostValues { source in
            let factor = Float(coefficient)
            for index in 0..<source.count { target[index] = source[index] - (index > 0 ? factor * source[index - 1] : 0) }
        }
    }
}
