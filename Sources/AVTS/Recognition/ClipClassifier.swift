import Layers
import Tensors
import Work

/// A network that tells the class of a clip.
public protocol ClipClassifier: Module {
    /// Clips → logits `[N, classes]`.
    func logits(_ batch: ClipBatch) -> Tensor

    /// The shape of the logits for shapes of clips and sounds (nil where a batch has none), or what is wrong with them.
    func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape

    /// What may come from pre-training, and is fine-tuned with a smaller learning rate.
    var backbone: [Parameter] { get }
    /// What is learnt for the task alone.
    var head: [Parameter] { get }

    /// Clips that are asked about at once, by the shapes of one clip and one sound (nil where there are none); unless told, so many that maps of
    /// 64 channels with the input's extent stay within a gibibyte.
    func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int
}

extension ClipClassifier {
    public func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int {
        min(EmbeddingMemory.windows(clip), EmbeddingMemory.windows(sound))
    }
}

extension VideoClassifier: ClipClassifier {
    public func logits(_ batch: ClipBatch) -> Tensor {
        guard let clips = batch.clips else { Failing.with("VideoClassifier: found a batch without pictures") }
        return self(clips)
    }

    public func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
        try outputShape(for: needed(clips, "VideoClassifier", "pictures"))
    }

    public var head: [Parameter] { classifier.parameters }
    public var backbone: [Parameter] { network.parameters }

    public func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int {
        clip.map { EmbeddingMemory.windows(of: network, $0) } ?? 1
    }

    /// Takes the video network of a pre-trained pair; the linear classifier stays as it is.
    /// - Throws: `SafetensorsError` when the architectures differ.
    public func load(videoOf pair: TwoStreamNetwork) throws { try network.load(pair.video.weights()) }

    /// Takes the network below another classifier; the linear classifier stays as it is.
    public func load(backboneOf other: VideoClassifier) throws { try network.load(other.network.weights()) }
}

/// The audio network of AVTS with a linear classifier: what *from scratch* means in Table 3.
public final class AudioClassifier: ClipClassifier {
    let network: Sequential
    /// `[N, features]` → `[N, classes]`.
    public let classifier: Linear

    /// A network with fresh weights, a function of the seed alone.
    public init(_ architecture: AudioArchitecture, classes: Int, seed: UInt64) throws(ConfigurationError) {
        try ConfigurationError.check("classes", classes)
        let random = RandomStream(seed: seed)
        var networkRandom = random.split("audio")
        var classifierRandom = random.split("classifier")
        network = try AudioNetwork.build(architecture, using: &networkRandom)
        classifier = Linear(architecture.features, classes, using: &classifierRandom)
    }

    public var members: [ModuleMember] { network.members + [.module("fc", classifier)] }
    public var backbone: [Parameter] { network.parameters }
    public var head: [Parameter] { classifier.parameters }

    public func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
        try classifier.outputShape(for: network.outputShape(for: needed(sounds, "AudioClassifier", "sound")))
    }

    public func logits(_ batch: ClipBatch) -> Tensor {
        guard let sounds = batch.sounds else { Failing.with("AudioClassifier: found a batch without sound") }
        return classifier(network(sounds))
    }

    public func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int {
        sound.map { EmbeddingMemory.windows(of: network, $0) } ?? 1
    }

    /// Takes the audio network of a pre-trained pair; the linear classifier stays as it is.
    /// - Throws: `SafetensorsError` when the architectures differ.
    public func load(audioOf pair: TwoStreamNetwork) throws { try network.load(pair.audio.weights()) }
}

/// Both networks of AVTS, their last features concatenated, then twice FC, batch normalisation, ReLU, then the classes (Table 4). [r]
public final class MultimodalClassifier: ClipClassifier {
    let video: Sequential
    let audio: Sequential
    let fusion: Sequential

    /// - Parameters:
    ///   - hidden: units of the two fused layers.
    ///   - seed: of all weights.
    public init(_ configuration: Configuration, hidden: Int = 512, classes: Int, seed: UInt64) throws(ConfigurationError) {
        try ConfigurationError.check("classes", classes)
        try ConfigurationError.check("hidden", hidden)
        let random = RandomStream(seed: seed)
        var (videoRandom, audioRandom, headRandom) = (random.split("video"), random.split("audio"), random.split("fusion"))
        video = try VideoNetwork.build(configuration.video, using: &videoRandom)
        audio = try AudioNetwork.build(configuration.audio, using: &audioRandom)
        let features = configuration.video.features + configuration.audio.features
        fusion = Self.fusion(of: features, hidden: hidden, classes: classes, using: &headRandom)
    }

    /// Twice FC, batch normalisation, ReLU, then the classes.
    static func fusion(of features: Int, hidden: Int, classes: Int, using random: inout RandomStream) -> Sequential {
        Sequential([
            Linear(features, hidden, using: &random), BatchNormalization(hidden, activation: .relu),
            Linear(hidden, hidden, using: &random), BatchNormalization(hidden, activation: .relu),
            Linear(hidden, classes, using: &random),
        ])
    }

    public var members: [ModuleMember] { [.module("video", video), .module("audio", audio), .module("fusion", fusion)] }
    public var backbone: [Parameter] { video.parameters + audio.parameters }
    public var head: [Parameter] { fusion.parameters }

    public func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
        let seen = try video.outputShape(for: needed(clips, "MultimodalClassifier", "pictures"))
        let heard = try audio.outputShape(for: needed(sounds, "MultimodalClassifier", "sound"))
        return try fusion.outputShape(for: [seen[0], seen[1] + heard[1]])
    }

    public func logits(_ batch: ClipBatch) -> Tensor {
        guard let clips = batch.clips, let sounds = batch.sounds else {
            Failing.with("MultimodalClassifier: found a batch without picture or sound")
        }
        return fusion(Tensor.concatenated([video(clips), audio(sounds)], axis: 1))
    }

    public func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int {
        min(
            clip.map { EmbeddingMemory.windows(of: video, $0) } ?? 1, sound.map { EmbeddingMemory.windows(of: audio, $0) } ?? 1)
    }

    /// Takes both networks of a pre-trained pair.
    /// - Throws: `SafetensorsError` when the architectures differ.
    public func load(_ pair: TwoStreamNetwork) throws {
        try video.load(pair.video.weights())
        try audio.load(pair.audio.weights())
    }
}

func needed(_ shape: Shape?, _ operation: String, _ what: String) throws(ShapeError) -> Shape {
    guard let shape else { throw ShapeError(operation: operation, found: "clips without \(what)", expected: "\(what)") }
    return shape
}
