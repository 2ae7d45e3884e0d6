import Datasets
import Training
import Work

/// Two trained networks, and how they came to be.
public final class PretrainedPair: KeptByParts {
    /// What it is called in tables: `easy → 75 % easy + 25 % hard`.
    public let name: String
    /// The trained networks, video and audio.
    public let network: TwoStreamNetwork
    /// The settings it was trained with.
    public let configuration: Configuration
    /// What its frames and filter banks are z-normalised with: that of the videos it learnt from.
    public let normalization: Normalization
    /// The stages it went through, in order.
    public let stages: [Stage]
    /// The seed of its first weights and its pairs.
    public let seed: UInt64
    /// Loss, training accuracy and validation accuracy by step; steps count on from stage to stage. Empty for a pair that was read from a file.
    public let history: History

    init(
        name: String, network: TwoStreamNetwork, configuration: Configuration, normalization: Normalization, stages: [Stage],
        seed: UInt64, history: History
    ) {
        self.name = name
        self.network = network
        self.configuration = configuration
        self.normalization = normalization
        self.stages = stages
        self.seed = seed
        self.history = history
    }

    /// Fresh networks that have learnt nothing, for frames and filter banks as they are decoded.
    ///
    ///     PretrainedPair.untrained(Configuration(scale: .smoke)).steps    // 0
    public static func untrained(_ configuration: Configuration, seed: UInt64 = 0) -> PretrainedPair {
        let bands = configuration.geometry.format.sound?.bands ?? 0
        let normalization = Normalization(
            frameMean: [0, 0, 0], frameDeviation: [1, 1, 1], bankMean: [Float](repeating: 0, count: bands),
            bankDeviation: [Float](repeating: 1, count: bands))
        return PretrainedPair(
            name: name(of: []), network: Failing.trying { try TwoStreamNetwork(configuration, seed: seed) },
            configuration: configuration, normalization: normalization, stages: [], seed: seed, history: History())
    }

    /// Training steps of all stages.
    public var steps: Int { stages.reduce(0) { $0 + $1.steps } }

    /// The usual name of a list of stages: their negatives joined by arrows; *untrained* without any.
    public static func name(of stages: [Stage]) -> String {
        stages.isEmpty ? "untrained" : stages.map(\.negatives.description).joined(separator: " → ")
    }
}
