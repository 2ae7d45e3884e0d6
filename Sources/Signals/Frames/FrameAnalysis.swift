import Tensors

/// The cutting, weighting and transforming that all spectra share, with its parameters checked.
struct FrameAnalysis {
    let operation: String
    let fftSize: Int
    let windowLength: Int
    let hopLength: Int
    let framing: Framing
    /// `windowLength` weights; nil where all are 1.
    let weights: [Float]?
    /// y[n] = x[n] − preemphasis · x[n − 1].
    let preemphasis: Float

    /// The longest transform, a bound against slips of the pen.
    static let sizeLimit = 1 << 24

    init(
        _ operation: String, fftSize: Int, windowLength: Int, hopLength: Int, window: Window, framing: Framing,
        preemphasis: Double = 0
    ) throws(SignalError) {
        try require(
            (1...Self.sizeLimit).contains(fftSize), operation, "fftSize", found: "\(fftSize)",
            expected: "1…\(Self.sizeLimit)")
        try require(
            (1...fftSize).contains(windowLength), operation, "the window", found: "\(windowLength) samples",
            expected: "1…\(fftSize) samples, the FFT size")
        try require(hopLength >= 1, operation, "the step", found: "\(hopLength) samples", expected: "at least 1 sample")
        try require(
            preemphasis.isFinite, operation, "preemphasis", found: "\(preemphasis)", expected: "a finite number")
        self.operation = operation
        self.fftSize = fftSize
        self.windowLength = windowLength
        self.hopLength = hopLength
        self.framing = framing
        self.preemphasis = Float(preemphasis)
        weights = window == .rectangular ? nil : window.weights(windowLength)
    }

    /// Samples in `seconds`, rounded half up as `python_speech_features` does.
    static func samples(
        _ seconds: Double, at sampleRate: Double, _ name: String, _ operation: String
    ) throws(SignalError) -> Int {
        try require(
            sampleRate.isFinite && sampleRate > 0, operation, "sampleRate", found: "\(sampleRate) Hz",
            expected: "more than 0 Hz")
        let count = (seconds * sampleRate + 0.5).rounded(.down)
        try require(
            count >= 1 && count <= Double(sizeLimit), operation, name, found: "\(seconds) s at \(sampleRate) Hz",
            expected: "1…\(sizeLimit) samples")
        return Int(count)
    }

    var bins: Int { fftSize / 2 + 1 }

    /// Samples that one frame spans, as far as counting frames goes.
    private var span: Int { framing == .paddedEnd ? windowLength : fftSize }
    /// Where the window lies within the transform: in its middle, but for `.paddedEnd` at its beginning.
    private var offset: Int { framing == .paddedEnd ? 0 : (fftSize - windowLength) / 2 }
    private var padding: Int { framing == .centred || framing == .centredReflecting ? fftSize / 2 : 0 }

    func frameCount(_ samples: Tensor) throws(SignalError) -> Int {
        try requireRank(1, samples, named: "[samples]", operation)
        return try framing.count(samples: samples.count, length: span, hop: hopLength, operation: operation)
    }

    /// Calls `body(frame, spectrum)` for every frame in order; `spectrum` holds `bins` pairs of real and imaginary part.
    func forEachSpectrum(_ samples: Tensor, frames: Int, _ body: (Int, UnsafeMutablePointer<Float>) -> Void) {
        let plan = FourierPlan.real(size: fftSize)
        let workspace = FourierWorkspace(size: fftSize)
        forEachFrame(samples, frames: frames, into: workspace.samples) { frame in
            plan.run(workspace)
            body(frame, workspace.spectrum)
        }
    }

    /// Calls `body(frame)` with each frame in turn, weighted, in the `fftSize` places from `target` on.
    func forEachFrame(_ samples: Tensor, frames: Int, into target: UnsafeMutablePointer<Float>, _ body: (Int) -> Void) {
        samples.withUnsafeBuffer { raw in
            emphasised(raw).withUnsafeBufferPointer { made in
                let source = made.isEmpty ? raw : made
                for frame in 0..<frames {
                    fill(target + offset, from: source, at: frame * hopLength - padding + offset)
                    body(frame)
                }
            }
        }
    }

    /// The signal after pre-emphasis; empty when there is none to apply.
    private func emphasised(_ source: UnsafeBufferPointer<Float>) -> [Float] {
        guard preemphasis != 0, let input = source.baseAddress else { return [] }
        return [Float](unsafeUninitializedCapacity: source.count) { buffer, count in
            let output = buffer.baseAddress!
            output[0] = input[0]
            let coefficient = preemphasis
            for index in 1..<max(1, source.count) { output[index] = input[index] - coefficient * input[index - 1] }
            count = source.count
        }
    }

    /// Writes `windowLength` weighted samples that begin at `start`, which may lie outside of the signal.
    private func fill(_ target: UnsafeMutablePointer<Float>, from source: UnsafeBufferPointer<Float>, at start: Int) {
        let length = windowLength, count = source.count
        let inside = max(0, min(length, -start))..<max(0, min(length, count - start))
        if framing == .centredReflecting, inside.count < length || inside.isEmpty {
            for index in 0..<length { target[index] = source[Self.reflected(start + index, count)] }
        } else if inside.lowerBound < inside.upperBound {
            for index in 0..<inside.lowerBound { target[index] = 0 }
            (target + inside.lowerBound).update(
                from: source.baseAddress! + start + inside.lowerBound, count: inside.count)
            for index in inside.upperBound..<length { target[index] = 0 }
        } else {
            target.update(repeating: 0, count: length)
        }
        weights?.withUnsafeBufferPointer { weights in
            let weight = weights.baseAddress!
            for index in 0..<length { target[index] *= weight[index] }
        }
    }

    /// The index that a place before the first or after the last sample shows in a mirror: −1 is 1, `count` is count − 2.
    private static func reflected(_ index: Int, _ count: Int) -> Int {
        guard count > 1 else { return 0 }
        let period = 2 * (count - 1)
        let place = ((index % period) + period) % period
        return place < count ? place : period - place
    }
}
