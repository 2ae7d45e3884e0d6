import Layers
import Tensors

/// The two networks of AVTS with the paper's head for cross-entropy, as recalled: both embeddings beside each other, FC 512, ReLU, FC 2.
public final class SynchronizationClassifier: DecisionNetwork {
    public static var title: String { "AVTS, cross-entropy" }

    public static func rate(_ configuration: Configuration) -> Double? { configuration.decisionRate }

    /// The video and the audio network, and their embeddings.
    public let networks: TwoStreamNetwork
    private let hidden: Linear
    private let decision: Linear

    /// Units of the hidden layer.
    static let units = 512

    /// A network with fresh weights, a function of the seed alone; the two networks are those that a pre-training of this seed begins with.
    public init(_ configuration: Configuration, seed: UInt64) throws(ConfigurationError) {
        networks = try TwoStreamNetwork(configuration, seed: seed)
        var random = RandomStream(seed: seed).split("decision")
        hidden = Linear(2 * configuration.embedding, Self.units, using: &random)
        decision = Linear(Self.units, 2, using: &random)
    }

    public var members: [ModuleMember] {
        [.module("networks", networks), .module("hidden", hidden), .module("decision", decision)]
    }

    public func seen(_ clips: Tensor) -> Tensor { networks.embed(clips: clips) }

    public func heard(_ sounds: Tensor) -> Tensor { networks.embed(sounds: sounds) }

    public func logits(seen: Tensor, heard: Tensor) -> Tensor {
        decision(hidden(Tensor.concatenated([seen, heard], axis: 1)).relu())
    }

    public func windowsAtOnce(_ geometry: ClipGeometry) -> (clips: Int, sounds: Int) {
        (
            EmbeddingMemory.windows(of: networks.video, geometry.clipShape),
            EmbeddingMemory.windows(of: networks.audio, geometry.soundShape)
        )
    }
}
