/// Vocal tract length normalisation: a piecewise linear warp of the frequencies of a bank's corners.
public struct KaldiWarp: Hashable, Sendable {
    /// 1 for none, else 0.5…2; frequencies between the knees are divided by it. `vtln_warp`.
    public var factor = 1.0
    /// Hz, the lower knee. `vtln_low`.
    public var low = 100.0
    /// Hz, the upper knee; from half the sample rate down when negative. `vtln_high`.
    public var high = -500.0

    /// No warp.
    public init() {}

    /// The warp of the frequencies in `low…high` Hz of a bank.
    func map(
        from lowFrequency: Double, to highFrequency: Double, sampleRate: Double, _ operation: String
    ) throws(SignalError) -> (Double) -> Double {
        guard factor != 1 else { return { $0 } }
        try require((0.5...2).contains(factor), operation, "the warp's factor", found: "\(factor)", expected: "0.5…2")
        let top = high < 0 ? high + sampleRate / 2 : high
        let lowKnee = low * max(1, factor), highKnee = top * min(1, factor)
        try require(
            lowKnee > lowFrequency && highKnee < highFrequency && lowKnee < highKnee, operation, "the warp's knees",
            found: "\(lowKnee) and \(highKnee) Hz",
            expected: "ascending between \(lowFrequency) and \(highFrequency) Hz, the bank's ends")
        let scale = 1 / factor
        let left = (scale * lowKnee - lowFrequency) / (lowKnee - lowFrequency)
        let right = (highFrequency - scale * highKnee) / (highFrequency - highKnee)
        return { frequency in
            if frequency < lowFrequency || frequency > highFrequency { return frequency }
            if frequency < lowKnee { return lowFrequency + left * (frequency - lowFrequency) }
            if frequency < highKnee { return scale * frequency }
            return highFrequency + right * (frequency - highFrequency)
        }
    }
}
