import Tensors

/// Cuts a signal into overlapping frames: `[S]` to `[frames, length]`, each multiplied by a window.
///
///     frames(Tensor([1, 2, 3, 4, 5]), length: 2, hop: 2).scalars    // [1, 2, 3, 4, 5, 0]
///
/// - Parameters:
///   - samples: `[S]`, S ≥ 1.
///   - length: samples a frame, ≥ 1.
///   - hop: samples from one frame to the next, ≥ 1.
/// - Throws: `SignalError` for no samples or parameters out of range.
public func frames(
    _ samples: Tensor, length: Int, hop: Int, window: Window = .rectangular, framing: Framing = .paddedEnd
) throws(SignalError) -> Tensor {
    let analysis = try FrameAnalysis(
        "frames", fftSize: length, windowLength: length, hopLength: hop, window: window, framing: framing)
    let count = try analysis.frameCount(samples)
    let shape = try resultShape([count, length], "frames")
    return Tensor(shape: shape) { target in
        let frame = UnsafeMutableBufferPointer<Float>.allocate(capacity: length)
        defer { frame.deallocate() }
        let cut = frame.baseAddress!
        analysis.forEachFrame(samples, frames: count, into: cut) { index in
            (target.baseAddress! + index * length).update(from: cut, count: length)
        }
    }
}

/// Raises high frequencies: y[0] = x[0], y[n] = x[n] − coefficient · x[n − 1].
///
/// - Parameters:
///   - samples: `[S]`.
///   - coefficient: 0.97 by custom; 0 leaves the signal as it is.
/// - Throws: `SignalError` for another rank.
public func preemphasised(_ samples: Tensor, coefficient: Double = 0.97) throws(SignalError) -> Tensor {
    try requireRank(1, samples, named: "[samples]", "preemphasised")
    return Tensor(shape: samples.shape) { target in
        samples.withUnsafeBuffer { source in
            let factor = Float(coefficient)
            for index in 0..<source.count { target[index] = source[index] - (index > 0 ? factor * source[index - 1] : 0) }
        }
    }
}
