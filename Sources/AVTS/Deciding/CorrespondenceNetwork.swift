import Layers
import Tensors

/// L³-Net: does this frame belong to this second of sound? (Arandjelović and Zisserman 2017, "Look, listen and learn".)
///
/// Four blocks of two 3×3 convolutions on each side (w, 2w, 4w, 8w channels; 64 … 512 in the source), each followed by a max-pooling,
/// the last one over the whole map; both concatenated, FC 128, FC 2. It sees one frame, and answers by cross-entropy.
public final class CorrespondenceNetwork: Module {
    /// Frames `[N, H, W, 3]` → maps of `conv4`.
    public let vision: Sequential
    /// Filter banks `[N, T, F, 1]` → maps of `conv4`.
    public let audio: Sequential
    private let hidden: Linear
    private let decision: Linear
    /// Channels of either side's last block.
    public let features: Int

    /// A network with fresh weights, a function of the seed alone.
    ///
    /// Its width is that of the configuration's audio network (64 for the paper's), and its first convolution halves frames of 112
    /// pixels and more, as in the source.
    public init(_ configuration: Configuration, seed: UInt64) throws(ConfigurationError) {
        let width = if case .small(let width) = configuration.audio { width } else { 64 }
        guard width >= 1 else { throw ConfigurationError("audio width", found: "\(width)", expected: "at least 1") }
        let random = RandomStream(seed: seed).split("correspondence")
        var (visionRandom, audioRandom, headRandom) = (random.split("vision"), random.split("audio"), random.split("head"))
        let isLarge = configuration.video.stem == .full
        vision = Self.side(inputs: 3, width: width, stride: isLarge ? 2 : 1, using: &visionRandom)
        audio = Self.side(inputs: 1, width: width, stride: 1, using: &audioRandom)
        features = 8 * width
        hidden = Linear(2 * features, 128, using: &headRandom)
        decision = Linear(128, 2, using: &headRandom)
    }

    private static func side(inputs: Int, width: Int, stride: WindowSize, using random: inout RandomStream) -> Sequential {
        var parts: [(name: String, layer: any Layer)] = []
        var inputs = inputs
        for block in 0..<4 {
            let outputs = width << block
            parts.append(
                (
                    "conv\(block + 1)",
                    Sequential([
                        Convolution2D(
                            inputs, outputs, kernel: 3, stride: block == 0 ? stride : 1, padding: 1, bias: false, using: &random),
                        BatchNormalization(outputs, activation: .relu),
                        Convolution2D(outputs, outputs, kernel: 3, padding: 1, bias: false, using: &random),
                        BatchNormalization(outputs, activation: .relu),
                    ])
                ))
            if block < 3 { parts.append(("pool\(block + 1)", MaxPool2D(2, stride: 2))) }
            inputs = outputs
        }
        return Sequential(parts: parts)
    }

    public var members: [ModuleMember] {
        [.module("vision", vision), .module("audio", audio), .module("hidden", hidden), .module("decision", decision)]
    }

    /// The middle frame of clips: `[N, T, H, W, 3]` → `[N, H, W, 3]`.
    public static func middleFrame(_ clips: Tensor) -> Tensor {
        let shape = clips.shape
        let middle = shape[1] / 2
        return clips.slice(axis: 1, middle..<middle + 1).reshaped(to: [shape[0], shape[2], shape[3], shape[4]])
    }

    /// Frames `[N, H, W, 3]` → `[N, features]`, the largest of each channel over the map.
    public func embed(frames: Tensor) -> Tensor { vision(frames).max(axes: [1, 2]) }

    /// Filter banks `[N, T, F, 1]` → `[N, features]`.
    public func embed(sounds: Tensor) -> Tensor { audio(sounds).max(axes: [1, 2]) }

    /// Logits of *does not belong* and *belongs*, from embeddings of as many frames and sounds: `[N, 2]`.
    public func logits(seen: Tensor, heard: Tensor) -> Tensor {
        decision(hidden(Tensor.concatenated([seen, heard], axis: 1)).relu())
    }
}
