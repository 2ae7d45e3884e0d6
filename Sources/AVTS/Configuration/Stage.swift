import Work

/// One stage of a curriculum: which negatives, how many steps or epochs, which learning rate.
public struct Stage: Sendable, Equatable, Codable {
    /// Shares of the kinds of negatives.
    public var negatives: NegativeMixture
    /// In how many epochs it is counted, each of them every training video once; nil for a stage of so many steps.
    public let epochs: Int?
    /// Peak learning rate; nil takes the configuration's.
    public var learningRate: Double?
    /// Steps, once they are known.
    private(set) var count: Int?

    /// - Parameters:
    ///   - negatives: `.easy`, `.hard`, `.superHard`, `.mixed` or shares of them.
    ///   - steps: at least 0; a stage of none is skipped.
    ///   - learningRate: of its own, at its peak.
    public init(_ negatives: NegativeMixture, steps: Int, learningRate: Double? = nil) {
        Failing.unless(steps >= 0, "Stage: found \(steps) steps, expected at least 0")
        self.negatives = negatives
        epochs = nil
        self.learningRate = learningRate
        count = steps
    }

    /// A stage as the paper counts: epochs 1–50 are 50.
    ///
    ///     Stage(.easy, epochs: 50).counted(stepsPerEpoch: 7188).steps    // 359400
    /// - Parameters:
    ///   - negatives: `.easy`, `.hard`, `.superHard`, `.mixed` or shares of them.
    ///   - epochs: 0…1,000,000, in each of which every training video is seen once.
    ///   - learningRate: of its own, at its peak.
    public init(_ negatives: NegativeMixture, epochs: Int, learningRate: Double? = nil) {
        Failing.unless((0...1_000_000).contains(epochs), "Stage: found \(epochs) epochs, expected 0…1,000,000")
        self.negatives = negatives
        self.epochs = epochs
        self.learningRate = learningRate
    }

    /// Training steps; a stage that is counted in epochs has none until a set of videos has told how many steps they are
    /// (``Configuration/counted(on:)``), and asking ends the cell.
    public var steps: Int {
        get {
            guard let count else {
                Failing.with(
                    "Stage: found \(epochs ?? 0) epochs, expected steps: configuration.counted(on: data) tells how many steps they are"
                )
            }
            return count
        }
        set { count = newValue }
    }

    /// The same stage with its epochs counted in steps; one of so many steps stays as it is.
    public func counted(stepsPerEpoch: Int) -> Stage {
        Failing.unless(
            (1...1_000_000_000).contains(stepsPerEpoch), "Stage: found \(stepsPerEpoch) steps an epoch, expected 1…1,000,000,000")
        var stage = self
        if let epochs { stage.count = epochs * stepsPerEpoch }
        return stage
    }

    /// `50 epochs` or `640 steps`.
    public var length: String { epochs.map { "\($0) epochs" } ?? "\(count ?? 0) steps" }
}
