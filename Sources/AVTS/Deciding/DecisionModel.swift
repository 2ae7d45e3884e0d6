import Training
import Work

/// A network that was trained to decide whether a clip and a sound belong together, and how it came to be.
public final class DecisionModel<Network: DecisionNetwork>: KeptByParts {
    /// What it is called in tables.
    public let name: String
    /// The trained network.
    public let network: Network
    /// The stages it went through, in order.
    public let stages: [Stage]
    /// The seed of its first weights and its pairs.
    public let seed: UInt64
    /// Loss and training accuracy by step.
    public let history: History

    init(name: String, network: Network, stages: [Stage], seed: UInt64, history: History) {
        self.name = name
        self.network = network
        self.stages = stages
        self.seed = seed
        self.history = history
    }
}

/// A trained L³-Net.
public typealias CorrespondenceModel = DecisionModel<CorrespondenceNetwork>
