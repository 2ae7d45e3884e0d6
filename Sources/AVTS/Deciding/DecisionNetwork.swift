import Layers
import Tensors

/// A network that is asked whether a clip and a sound belong together, and answers by two logits: cross-entropy in place of a distance.
public protocol DecisionNetwork: Module {
    /// What it is called in tables.
    static var title: String { get }

    /// The peak learning rate that a configuration has for it; nil where it has none of its own.
    static func rate(_ configuration: Configuration) -> Double?

    /// What is seen of clips `[N, T, H, W, 3]`: `[N, features]`.
    func seen(_ clips: Tensor) -> Tensor

    /// What is heard of filter banks `[N, T, F, 1]`: `[N, features]`.
    func heard(_ sounds: Tensor) -> Tensor

    /// Logits of *does not belong* and *belongs*, from what was seen and heard of as many clips and sounds: `[N, 2]`.
    func logits(seen: Tensor, heard: Tensor) -> Tensor

    /// Clips and sounds of a geometry that are looked at, and listened to, at once when it is asked.
    func windowsAtOnce(_ geometry: ClipGeometry) -> (clips: Int, sounds: Int)
}

extension CorrespondenceNetwork: DecisionNetwork {
    public static var title: String { "L³-Net" }

    public static func rate(_ configuration: Configuration) -> Double? { configuration.correspondenceRate }

    /// A clip is its middle frame.
    public func seen(_ clips: Tensor) -> Tensor { embed(frames: Self.middleFrame(clips)) }

    public func heard(_ sounds: Tensor) -> Tensor { embed(sounds: sounds) }

    public func windowsAtOnce(_ geometry: ClipGeometry) -> (clips: Int, sounds: Int) {
        let shape = geometry.clipShape
        // The whole clip is read for its middle frame.
        let clips = min(
            EmbeddingMemory.windows(of: vision, Array(shape.dropFirst())), EmbeddingMemory.windows(of: Sequential([]), shape))
        return (clips, EmbeddingMemory.windows(of: audio, geometry.soundShape))
    }
}
