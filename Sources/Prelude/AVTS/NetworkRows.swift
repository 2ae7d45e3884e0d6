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
                (context: NativeContext, network: TwoStreamNetwork, clips: Tensor) throws -> Tensor in
                _ = try network.video.outputShape(for: clips.shape)
                return try interruptibly(network, context) { network.embed(clips: clips) }
            },
            native("embed(sounds:)", on: TwoStreamNetwork.self, doc: "f_a: filter banks `[N, T, F, 1]` → `[N, embedding]`.") {
                (context: NativeContext, network: TwoStreamNetwork, sounds: Tensor) throws -> Tensor in
                _ = try network.audio.outputShape(for: sounds.shape)
                return try interruptibly(network, context) { network.embed(sounds: sounds) }
            },
            property(on: Configuration.self, "embedding", doc: "Length of the embeddings f_v and f_a.") {
                (configuration: Configuration) in configuration.embedding
            },
        ]
    }
}

/// A forward pass that Ctrl-C ends half-way, with no trace left in the network.
func interruptibly(_ module: any Module, _ context: NativeContext, _ pass: () throws -> Tensor) throws -> Tensor {
    try module.restoringOnError { try withInterruption(polling: { try context.poll() }, pass) }
}

extension TwoStreamNetwork: NativeValue, SummarizedValue {
    public var scriptSummary: String { "TwoStreamNetwork, \(parameterCount) parameters" }
}
