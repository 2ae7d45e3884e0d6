import Work

/// One stage of a curriculum: which negatives, how many steps, which learning rate.
public struct Stage: Sendable, Equatable, Codable {
    /// Shares of the kinds of negatives.
    public var negatives: NegativeMixture
    /// Training steps.
    public var steps: Int
    /// Peak learning rate; nil takes the configuration's.
    public var learningRate: Double?

    /// - Parameters:
    ///   - negatives: `.easy`, `.hard`, `.superHard`, `.mixed` or shares of them.
    ///   - steps: at least 0; a stage of none is skipped.
    ///   - learningRate: of its own, at its peak.
    public init(_ negatives: NegativeMixture, steps: Int, learningRate: Double? = nil) {
        Failing.unless(steps >= 0, "Stage: found \(steps) steps, expected at least 0")
        self.negatives = negatives
        self.steps = steps
        self.learningRate = learningRate
    }
}
