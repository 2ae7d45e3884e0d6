import Foundation
import Tensors

/// The frames of Kaldi's features, cut, cleaned and transformed, with their parameters checked.
struct KaldiFrames {
    let operation: String
    let options: KaldiOptions
    let windowLength: Int
    let hopLength: Int
    let fftSize: Int
    private let weights: [Float]

    /// What stands for smaller energies, so that they have a logarithm: the spacing of 32-bit floats at 1.
    static let epsilon = Float.ulpOfOne

    init(_ operation: String, sampleRate: Double, _ options: KaldiOptions) throws(SignalError) {
        windowLength = try Self.samples(options.window, at: sampleRate, "window", least: 2, operation)
        hopLength = try Self.samples(options.step, at: sampleRate, "step", least: 1, operation)
        var size = 1
        while size < windowLength { size *= 2 }
        fftSize = options.roundsToPowerOfTwo ? size : windowLength
        try require(
            fftSize.isMultiple(of: 2), operation, "the window", found: "\(windowLength) samples",
            expected: "an even number of samples, or roundsToPowerOfTwo")
        try require(
            (0...1).contains(options.preemphasis), operation, "preemphasis", found: "\(options.preemphasis)",
            expected: "0…1")
        try require(
            options.energyFloor >= 0 && options.energyFloor.isFinite, operation, "energyFloor",
            found: "\(options.energyFloor)", expected: "at least 0")
        try require(
            options.dither >= 0 && options.dither.isFinite, operation, "dither", found: "\(options.dither)",
            expected: "at least 0")
        try options.windowFunction.check(operation)
        self.operation = operation
        self.options = options
        weights = options.windowFunction.weights(windowLength)
    }

    /// Whole samples in `seconds`, cut as Kaldi does but for what rounding of the product took away.
    private static func samples(
        _ seconds: Double, at sampleRate: Double, _ name: String, least: Int, _ operation: String
    ) throws(SignalError) -> Int {
        try requireRate(sampleRate, operation)
        let count = (seconds * sampleRate + 1e-6).rounded(.down)
        try require(
            count >= Double(least) && count <= Double(FrameAnalysis.sizeLimit), operation, name,
            found: "\(seconds) s at \(sampleRate) Hz", expected: "\(least)…\(FrameAnalysis.sizeLimit) samples")
        return Int(count)
    }

    var bins: Int { fftSize / 2 + 1 }

    func count(_ samples: Tensor) throws(SignalError) -> Int {
        try requireRank(1, samples, named: "[samples]", operation)
        guard samples.count > 0 else { throw .empty(operation: operation) }
        let count =
            options.snipsEdges
            ? samples.count < windowLength ? 0 : 1 + (samples.count - windowLength) / hopLength
            : (samples.count + hopLength / 2) / hopLength
        guard count > 0 else {
            throw .parameter(
                operation: operation, name: "the signal", found: "\(samples.count) samples",
                expected: options.snipsEdges
                    ? "at least \(windowLength) for one whole frame (pad it, or set snipsEdges to false)"
                    : "at least \(hopLength - hopLength / 2), half a step")
        }
        return count
    }

    /// Calls `body(frame, spectrum, logEnergy)` for every frame in order; `spectrum` holds `bins` pairs.
    ///
    /// Frames are prepared in double precision: a mean or a low tone that is taken off leaves no rounding behind.
    /// - Returns: false when given up half-way.
    func forEachSpectrum(
        _ samples: Tensor, frames: Int, _ body: (Int, Span<Float>, Float) -> Void
    ) -> Bool {
        let plan = FourierPlan.real(size: fftSize)
        let workspace = FourierWorkspace(size: fftSize)
        let noise = RandomStream(seed: options.ditherSeed).split("dither")
        // Frames are centred at (t + ½) · hop where edges are not snipped.
        let start = options.snipsEdges ? 0 : hopLength / 2 - windowLength / 2
        var cut = [Double](repeating: 0, count: windowLength)
        return samples.withHostValues { source in
            var work = PacedWork()
            for frame in 0..<frames {
                guard work.mayGoOn(for: fftSize) else { return false }
                copy(source, from: start + frame * hopLength, to: &cut)
                if options.dither > 0 {
                    var stream = noise.split(frame)
                    for index in 0..<windowLength { cut[index] += options.dither * Double(stream.normal()) }
                }
                let energy = prepare(&cut)
                workspace.withSamples { samples in for index in cut.indices { samples[index] = Float(cut[index]) } }
                plan.run(workspace)
                workspace.markSpoiled()
                workspace.withSpectrum { body(frame, $0.span, energy) }
            }
            return true
        }
    }

    /// Copies a window's samples, mirrored at the ends of the signal: −1 is sample 0, `count` the last one.
    private func copy(_ source: Span<Float>, from start: Int, to target: inout [Double]) {
        let count = source.count
        if start >= 0, start <= count - windowLength {
            for index in 0..<windowLength { target[index] = Double(source[start + index]) }
            return
        }
        for index in 0..<windowLength {
            let place = (((start + index) % (2 * count)) + 2 * count) % (2 * count)
            target[index] = Double(source[place < count ? place : 2 * count - 1 - place])
        }
    }

    /// Takes the mean off, raises high frequencies and weights a frame; returns the logarithm of its energy.
    private func prepare(_ frame: inout [Double]) -> Float {
        let length = windowLength
        if options.removesOffset {
            var sum = 0.0
            for index in 0..<length { sum += frame[index] }
            let mean = sum / Double(length)
            for index in 0..<length { frame[index] -= mean }
        }
        let raw = options.usesRawEnergy ? logEnergy(frame) : 0
        let coefficient = options.preemphasis
        if coefficient != 0 {
            for index in (1..<length).reversed() { frame[index] -= coefficient * frame[index - 1] }
            frame[0] -= coefficient * frame[0]
        }
        for index in 0..<length { frame[index] *= Double(weights[index]) }
        return options.usesRawEnergy ? raw : logEnergy(frame)
    }

    private func logEnergy(_ frame: [Double]) -> Float {
        var energy = 0.0
        for index in 0..<windowLength { energy += frame[index] * frame[index] }
        guard energy.isFinite else { return .nan }
        let level = log(max(energy, Double(Self.epsilon)))
        return Float(options.energyFloor > 0 ? max(level, log(options.energyFloor)) : level)
    }
}
