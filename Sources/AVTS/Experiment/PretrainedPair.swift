import Training

/// Two trained networks, and how they came to be.
public final class PretrainedPair {
    /// What it is called in tables: `easy → 75 % easy + 25 % hard`.
    public let name: String
    /// The trained networks, video and audio.
    public let network: TwoStreamNetwork
    /// The settings it was trained with.
    public let configuration: Configuration
    /// The stages it went through, in order.
    public let stages: [Stage]
    /// The seed of its first weights and its pairs.
    public let seed: UInt64
    /// Loss, training accuracy and validation accuracy by step; steps count on from stage to stage.
    public let history: History

    init(
        name: String, network: TwoStreamNetwork, configuration: Configuration, stages: [Stage], seed: UInt64,
        history: History
    ) {
        self.name = name
        self.network = network
        self.configuration = configuration
        self.stages = stages
        self.seed = seed
        self.history = history
    }

    /// Training steps of all stages.
    public var steps: Int { stages.reduce(0) { $0 + $1.steps } }

    /// The usual name of a list of stages: their negatives joined by arrows; *untrained* without any.
    public static func name(of stages: [Stage]) -> String {
        stages.isEmpty ? "untrained" : stages.map(\.negatives.description).joined(separator: " → ")
    }
}
