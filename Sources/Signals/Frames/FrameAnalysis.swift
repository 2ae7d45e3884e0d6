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
        try window.check(operation)
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
        try requireRate(sampleRate, operation)
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
    var offset: Int { framing == .paddedEnd ? 0 : (fftSize - windowLength) / 2 }
    /// Samples by which the first transform begins before the signal.
    var padding: Int { framing.isCentred ? fftSize / 2 : 0 }

    func frameCount(_ samples: Tensor) throws(SignalError) -> Int {
        try requireRank(1, samples, named: "[samples]", operation)
        return try frameCount(samples: samples.count)
    }

    func frameCount(samples: Int) throws(SignalError) -> Int {
        try framing.count(samples: samples, length: span, hop: hopLength, operation: operation)
    }

    /// Calls `body(frame, spectrum)` for every frame in order; `spectrum` holds `bins` pairs of real and imaginary part.
    ///
    /// A sample that is not a finite number makes all of its frames' spectra NaN.
    /// - Returns: false when given up half-way.
    func forEachSpectrum(
        _ samples: Tensor, frames: Int, _ body: (Int, Span<Float>) -> Void
    ) -> Bool {
        let plan = FourierPlan.real(size: fftSize)
        let workspace = FourierWorkspace(size: fftSize)
        return forEachFrame(samples, frames: frames) { frame, source, start in
            workspace.withSamples { fill(&$0, at: offset, from: source, at: start) }
            plan.run(workspace)
            workspace.markSpoiled()
            workspace.withSpectrum { body(frame, $0.span) }
        }
    }

    /// Calls `body(frame, signal, start)` for each frame in turn: `fill` writes its samples.
    ///
    /// - Returns: false when given up half-way.
    func forEachFrame(_ samples: Tensor, frames: Int, _ body: (Int, Span<Float>, Int) -> Void) -> Bool {
        samples.withHostValues { source in
            var work = PacedWork()
            for frame in 0..<frames {
                guard work.mayGoOn(for: fftSize) else { return false }
                body(frame, source, frame * hopLength - padding + offset)
            }
            return true
        }
    }
}
