import AVTS
import Layers
import Script
import Tensors

/// The two networks of AVTS by themselves, for losses and training loops that a cell writes.
enum NetworkRows {
    static var all: [NativeRow] {
        [
            native(
                static: TwoStreamNetwork.self, "init(_:seed:)", defaults: ["seed": 0],
                doc: "The video and the audio network of a configuration with fresh weights, a function of the seed alone."
            ) { (configuration: Configuration, seed: Int) throws -> TwoStreamNetwork in
                try TwoStreamNetwork(configuration, seed: UInt64(bitPattern: Int64(seed)))
            },
            native("embed(clips:)", on: TwoStreamNetwork.self, doc: "f_v: clips `[N, T, H, W, 3]` → `[N, embedding]`.") {
                (network: TwoStreamNetwork, clips: Tensor) throws -> Tensor in
                _ = try network.video.outputShape(for: clips.shape)
                return network.embed(clips: clips)
            },
            native("embed(sounds:)", on: TwoStreamNetwork.self, doc: "f_a: filter banks `[N, T, F, 1]` → `[N, embedding]`.") {
                (network: TwoStreamNetwork, sounds: Tensor) throws -> Tensor in
                _ = try network.audio.outputShape(for: sounds.shape)
                return network.embed(sounds: sounds)
            },
            property(on: Configuration.self, "embedding", doc: "Length of the embeddings f_v and f_a.") {
                (configuration: Configuration) in configuration.embedding
            },
        ]
    }
}

extension TwoStreamNetwork: NativeValue, SummarizedValue {
    public var scriptSummary: String { "TwoStreamNetwork, \(parameterCount) parameters" }
}
