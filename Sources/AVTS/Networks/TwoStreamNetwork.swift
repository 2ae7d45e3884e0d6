import Layers
import Tensors

/// The two networks of AVTS and their heads: a clip and a sound become points whose distance says whether they are in sync.
///
/// Names of its parameters: `video.stem.0.weight`, …, `audio.conv1.0.weight`, …, `videoHead.weight`, `audioHead.weight`.
public final class TwoStreamNetwork: Module {
    /// f_v before its head: clips `[N, T, H, W, 3]` → `[N, video features]`.
    public let video: Sequential
    /// f_a before its head: filter banks `[N, T, F, 1]` → `[N, audio features]`.
    public let audio: Sequential
    /// `[N, video features]` → `[N, embedding]`.
    public let videoHead: Linear
    /// `[N, audio features]` → `[N, embedding]`.
    public let audioHead: Linear

    /// A network with fresh weights, a function of the seed alone.
    public init(_ configuration: Configuration, seed: UInt64) throws(ConfigurationError) {
        guard configuration.embedding >= 1 else {
            throw ConfigurationError("embedding", found: "\(configuration.embedding)", expected: "at least 1")
        }
        let random = RandomStream(seed: seed)
        var videoRandom = random.split("video")
        var audioRandom = random.split("audio")
        var headRandom = random.split("heads")
        video = try VideoNetwork.build(configuration.video, using: &videoRandom)
        audio = try AudioNetwork.build(configuration.audio, using: &audioRandom)
        videoHead = Linear(configuration.video.features, configuration.embedding, using: &headRandom)
        audioHead = Linear(configuration.audio.features, configuration.embedding, using: &headRandom)
        let precision = configuration.precision
        if let reason = precision.unavailability {
            throw ConfigurationError(
                "precision", found: "\(precision)", expected: "float32 on this machine", remedy: "\(precision) \(reason)")
        }
        setPrecision(precision)
    }

    public var members: [ModuleMember] {
        [
            .module("video", video), .module("audio", audio), .module("videoHead", videoHead),
            .module("audioHead", audioHead),
        ]
    }

    /// f_v: clips `[N, T, H, W, 3]` → `[N, embedding]`.
    public func embed(clips: Tensor) -> Tensor { videoHead(video(clips)) }

    /// f_a: filter banks `[N, T, F, 1]` → `[N, embedding]`.
    public func embed(sounds: Tensor) -> Tensor { audioHead(audio(sounds)) }

    /// What is wrong with a clip's and a sound's shape, if anything, before a forward pass would trap on it.
    public func validate(clips: Shape, sounds: Shape) throws(ShapeError) {
        _ = try video.outputShape(for: clips)
        _ = try audio.outputShape(for: sounds)
    }
}
