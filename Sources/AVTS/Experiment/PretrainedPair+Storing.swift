import Datasets
import Layers
import Tensors
import Training
import Work

extension PretrainedPair: Storable {
    /// What a pair is: weights by name, and how they came to be.
    public struct StoredPair {
        let name: String
        let weights: [String: Tensor]
        let frozen: [String]
        let isTraining: Bool
        let configuration: Configuration
        let normalization: Normalization
        let stages: [Stage]
        let seed: UInt64
        let history: History
    }

    public func stored() -> StoredPair {
        StoredPair(
            name: name, weights: network.weights(), frozen: network.namedParameters().filter(\.parameter.isFrozen).map(\.name),
            isTraining: network.isInTrainingMode, configuration: configuration, normalization: normalization, stages: stages,
            seed: seed, history: history)
    }

    /// - Throws: `ConfigurationError` or `SafetensorsError` where weights and settings do not belong together.
    public static func restored(from stored: StoredPair) throws -> PretrainedPair {
        let network = try TwoStreamNetwork(stored.configuration, seed: stored.seed)
        try network.load(stored.weights)
        for (name, parameter) in network.namedParameters() { parameter.isFrozen = stored.frozen.contains(name) }
        network.setTraining(stored.isTraining)
        return PretrainedPair(
            name: stored.name, network: network, configuration: stored.configuration, normalization: stored.normalization,
            stages: stored.stages, seed: stored.seed, history: stored.history)
    }
}
