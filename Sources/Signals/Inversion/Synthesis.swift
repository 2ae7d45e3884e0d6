import Tensors

/// The adding up of overlapping frames that every inverse shares, with its parameters checked.
struct Synthesis {
    let analysis: FrameAnalysis
    let frames: Int
    /// Samples out.
    let count: Int
    /// 1 / Σₜ w²[n − t · hop], and 1 where the windows leave nothing.
    private let gains: [Float]
    /// A frame's weights, and in them what the transform leaves to be divided by.
    private let weights: [Float]

    /// - Parameter length: samples out; as many as whole steps of the frames cover when nil.
    init(_ analysis: FrameAnalysis, frames: Int, length: Int?) throws(SignalError) {
        let name = analysis.operation
        try require(
            analysis.hopLength <= analysis.fftSize, name, "the step", found: "\(analysis.hopLength) samples",
            expected: "at most \(analysis.fftSize), the FFT size: frames that meet")
        let whole = analysis.hopLength * (frames - 1)
        let natural: Int =
            switch analysis.framing {
            case .paddedEnd: whole + analysis.windowLength
            case .complete: whole + analysis.fftSize
            case .centred, .centredReflecting, .centredRepeating: whole + analysis.fftSize % 2
            }
        if let length {
            try require(
                (0...natural + analysis.fftSize).contains(length), name, "length", found: "\(length) samples",
                expected: "0…\(natural + analysis.fftSize), what \(frames) frames can hold")
        }
        self.analysis = analysis
        self.frames = frames
        count = length ?? natural
        _ = try resultShape([count], name)
        var sums = [Float](repeating: 0, count: count)
        let window = analysis.weights ?? [Float](repeating: 1, count: analysis.windowLength)
        weights = window.map { $0 / Float(analysis.fftSize) }
        let squares = window.map { $0 * $0 }
        var work = PacedWork(), isCompleted = true
        for frame in 0..<frames {
            isCompleted = isCompleted && work.mayGoOn(for: analysis.windowLength)
            guard isCompleted else { break }
            let (start, range) = Self.place(frame, analysis, count)
            for index in range { sums[start + index] += squares[index] }
        }
        try requireCompleted(isCompleted, name)
        gains = sums.map { $0 > .leastNormalMagnitude ? 1 / $0 : 1 }
    }

    /// Where a frame's window begins in the signal, and which of its samples lie within.
    private static func place(_ frame: Int, _ analysis: FrameAnalysis, _ count: Int) -> (Int, Range<Int>) {
        let start = frame * analysis.hopLength - analysis.padding + analysis.offset
        let first = max(0, min(analysis.windowLength, -start))
        return (start, first..<max(first, min(analysis.windowLength, count - start)))
    }

    /// Adds up the frames whose spectra `spectrum(frame, pairs)` writes.
    ///
    /// - Returns: false when given up half-way.
    func run(into target: inout MutableSpan<Float>, _ spectrum: (Int, inout MutableSpan<Float>) -> Void) -> Bool {
        let plan = InverseFourierPlan.real(size: analysis.fftSize)
        let workspace = FourierWorkspace(size: analysis.fftSize)
        target.update(repeating: 0)
        let weights = weights.span
        var work = PacedWork()
        for frame in 0..<frames {
            guard work.mayGoOn(for: analysis.fftSize) else { return false }
            workspace.withSpectrum { spectrum(frame, &$0) }
            plan.run(workspace)
            let (start, range) = Self.place(frame, analysis, count)
            workspace.withSamples { cut in
                for index in range { target[start + index] += cut[analysis.offset + index] * weights[index] }
            }
        }
        for index in 0..<count { target[index] *= gains[index] }
        return true
    }
}
