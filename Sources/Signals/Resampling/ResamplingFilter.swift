import Foundation

/// The windowed sinc between two rates, as a function: what each output sample takes of each input sample.
struct ResamplingFilter {
    /// The rates without their common factors: `period` inputs lie under `phases` outputs.
    let period: Int
    let phases: Int
    /// Inputs on either side of an output's place that count.
    let reach: Double
    private let width: Double
    /// t per input sample.
    private let ratio: Double
    private let window: ResamplingWindow

    init(
        from: Int, to: Int, width: Int, rolloff: Double, window: ResamplingWindow, _ operation: String
    ) throws(SignalError) {
        let rates = 1...768_000
        try require(rates.contains(from), operation, "from", found: "\(from) Hz", expected: "1…768 000 Hz")
        try require(rates.contains(to), operation, "to", found: "\(to) Hz", expected: "1…768 000 Hz")
        try require(
            to / from < 1024 || to == 1024 * from, operation, "to", found: "\(to) Hz",
            expected: "at most 1024 times from, \(1024 * from) Hz")
        try require((1...1024).contains(width), operation, "width", found: "\(width)", expected: "1…1024 crossings")
        try require(rolloff > 0 && rolloff <= 1, operation, "rolloff", found: "\(rolloff)", expected: "above 0, at most 1")
        if case .kaiser(let beta) = window {
            try require(beta >= 0 && beta.isFinite, operation, "beta", found: "\(beta)", expected: "at least 0")
        }
        var (divisor, rest) = (from, to)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        period = from / divisor
        phases = to / divisor
        self.width = Double(width)
        ratio = rolloff * min(1, Double(to) / Double(from))
        reach = Double(width) / ratio
        self.window = window
        try require(
            reach <= Double(FrameAnalysis.sizeLimit / 2), operation, "rolloff", found: "\(rolloff) at \(width) crossings",
            expected: "a filter of at most \(FrameAnalysis.sizeLimit) samples")
    }

    var isIdentity: Bool { period == phases }

    /// Output samples for `length` input samples.
    func count(of length: Int) -> Int { (length * phases + period - 1) / period }

    /// The inputs that count for an output of a phase, from the input under phase 0 on.
    func taps(phase: Int) -> Range<Int> {
        let place = Double(phase * period) / Double(phases)
        return Int((place - reach).rounded(.up))..<Int((place + reach).rounded(.down)) + 1
    }

    /// The weight of an input for a phase.
    func weight(_ input: Int, phase: Int) -> Float {
        // One division of whole numbers: exact wherever the sinc is 1.
        let t = Double(input * phases - phase * period) / Double(phases) * ratio
        let part = t / width
        guard abs(part) < 1 else { return 0 }
        let sinc = t == 0 ? 1 : sin(.pi * t) / (.pi * t)
        switch window {
        case .hann:
            let cosine = cos(.pi / 2 * part)
            return Float(ratio * sinc * cosine * cosine)
        case .kaiser(let beta):
            return Float(ratio * sinc * BesselI0.ratio(beta * (1 - part * part).squareRoot(), over: beta))
        }
    }
}
