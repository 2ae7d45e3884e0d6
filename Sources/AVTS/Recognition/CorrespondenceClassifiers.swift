import Layers
import Tensors
import Work

extension CorrespondenceNetwork {
    /// Clips `[N, T, H, W, 3]` → `[N, features]`: the mean over their frames.
    func embed(clips: Tensor) -> Tensor {
        let shape = clips.shape
        let frames = clips.reshaped(to: [shape[0] * shape[1], shape[2], shape[3], shape[4]])
        return embed(frames: frames).reshaped(to: [shape[0], shape[1], features]).mean(axes: [1])
    }
}

/// The vision side of L³-Net on every frame of a clip, the mean over its frames, and a linear classifier.
public final class FrameClassifier: ClipClassifier {
    private let network: CorrespondenceNetwork
    /// `[N, features]` → `[N, classes]`.
    public let classifier: Linear

    /// Takes a trained L³-Net's weights, or, with nil, fresh ones.
    public init(
        _ configuration: Configuration, of trained: CorrespondenceNetwork?, classes: Int, seed: UInt64
    ) throws {
        try ConfigurationError.check("classes", classes)
        network = try CorrespondenceNetwork(configuration, seed: seed)
        if let trained { try network.load(trained.weights()) }
        var random = RandomStream(seed: seed).split("classifier")
        classifier = Linear(network.features, classes, using: &random)
    }

    public var members: [ModuleMember] { [.module("vision", network.vision), .module("fc", classifier)] }
    public var backbone: [Parameter] { network.vision.parameters }
    public var head: [Parameter] { classifier.parameters }

    public func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
        let clips = try needed(clips, "FrameClassifier", "pictures")
        _ = try network.vision.outputShape(for: [clips[0] * clips[1], clips[2], clips[3], clips[4]])
        return try classifier.outputShape(for: [clips[0], network.features])
    }

    public func logits(_ batch: ClipBatch) -> Tensor {
        guard let clips = batch.clips else { Failing.with("FrameClassifier: found a batch without pictures") }
        return classifier(network.embed(clips: clips))
    }
}

/// Both sides of L³-Net, the mean over a clip's frames beside its sound, then what ``MultimodalClassifier`` puts above AVTS' networks.
public final class FusedCorrespondenceClassifier: ClipClassifier {
    private let network: CorrespondenceNetwork
    private let fusion: Sequential

    /// Takes a trained L³-Net's weights, or, with nil, fresh ones.
    ///
    /// - Parameter hidden: units of the two fused layers.
    public init(
        _ configuration: Configuration, of trained: CorrespondenceNetwork?, hidden: Int = 512, classes: Int, seed: UInt64
    ) throws {
        try ConfigurationError.check("classes", classes)
        try ConfigurationError.check("hidden", hidden)
        network = try CorrespondenceNetwork(configuration, seed: seed)
        if let trained { try network.load(trained.weights()) }
        var random = RandomStream(seed: seed).split("fusion")
        fusion = MultimodalClassifier.fusion(of: 2 * network.features, hidden: hidden, classes: classes, using: &random)
    }

    public var members: [ModuleMember] {
        [.module("vision", network.vision), .module("audio", network.audio), .module("fusion", fusion)]
    }
    public var backbone: [Parameter] { network.vision.parameters + network.audio.parameters }
    public var head: [Parameter] { fusion.parameters }

    public func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
        let clips = try needed(clips, "FusedCorrespondenceClassifier", "pictures")
        _ = try network.vision.outputShape(for: [clips[0] * clips[1], clips[2], clips[3], clips[4]])
        _ = try network.audio.outputShape(for: needed(sounds, "FusedCorrespondenceClassifier", "sound"))
        return try fusion.outputShape(for: [clips[0], 2 * network.features])
    }

    public func logits(_ batch: ClipBatch) -> Tensor {
        guard let clips = batch.clips, let sounds = batch.sounds else {
            Failing.with("FusedCorrespondenceClassifier: found a batch without picture or sound")
        }
        return fusion(Tensor.concatenated([network.embed(clips: clips), network.embed(sounds: sounds)], axis: 1))
    }
}
