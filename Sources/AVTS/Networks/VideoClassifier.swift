import Layers
import Tensors

/// A video network with a linear classifier: torchvision's `VideoResNet`, name by name (`stem.0.weight` … `fc.bias`).
///
/// At `.mc3(depth: 18, width: 64)` with 400 classes it is `mc3_18`: weights saved with `layout: .torch` load there and the reverse.
public final class VideoClassifier: Layer {
    let network: Sequential
    /// `[N, features]` → `[N, classes]`.
    public let classifier: Linear
    /// The shape of the network below the classifier.
    public let architecture: VideoArchitecture

    /// A network with fresh weights, a function of the seed alone.
    public init(_ architecture: VideoArchitecture, classes: Int, seed: UInt64) throws(ConfigurationError) {
        try ConfigurationError.check("classes", classes)
        let random = RandomStream(seed: seed)
        var networkRandom = random.split("video")
        var classifierRandom = random.split("classifier")
        self.architecture = architecture
        network = try VideoNetwork.build(architecture, using: &networkRandom)
        classifier = Linear(architecture.features, classes, using: &classifierRandom)
    }

    public var members: [ModuleMember] { network.members + [.module("fc", classifier)] }

    /// Clips `[N, T, H, W, 3]` → `[N, features]`, the global average of the last group.
    public func features(_ clips: Tensor) -> Tensor { network(clips) }

    /// Clips `[N, T, H, W, 3]` → logits `[N, classes]`.
    public func callAsFunction(_ clips: Tensor) -> Tensor { classifier(network(clips)) }

    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try classifier.outputShape(for: network.outputShape(for: input))
    }
}
