/// One stage of a curriculum: which negatives, how many steps, which learning rate.
public struct Stage: Sendable, Equatable, Codable {
    /// Shares of the kinds of negatives.
    public var negatives: NegativeMixture
    /// Training steps.
    public var steps: Int
    /// Peak learning rate; nil takes the configuration's.
    public var learningRate: Double?

    public init(_ negatives: NegativeMixture, steps: Int, learningRate: Double? = nil) {
        self.negatives = negatives
        self.steps = steps
        self.learningRate = learningRate
    }
}
