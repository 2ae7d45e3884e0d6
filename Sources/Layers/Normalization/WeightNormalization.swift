import Tensors

/// A linear layer or a convolution whose weight is a direction and, for each output, a length: `w = g · v / ‖v‖`
/// (Salimans and Kingma 2016).
///
/// As PyTorch's `weight_norm`: `weight_g`, `weight_v` and the layer's `bias`. The length is that of the weights of one output.
public final class WeightNormalization: Layer, PrecisionSwitching {
    private let layer: any WeightedLayer
    /// v, of the weight's shape.
    public let direction: Parameter
    /// g, one for each output: `[1, …, 1, out]`.
    public let length: Parameter

    /// What the layer multiplies in.
    public var precision: Precision {
        get { (layer as? any PrecisionSwitching)?.precision ?? .float32 }
        set { (layer as? any PrecisionSwitching)?.precision = newValue }
    }

    /// The layer's own weight, taken apart; the layer is not to be used by itself any more.
    public init(_ layer: any WeightedLayer) {
        self.layer = layer
        direction = Parameter(layer.weight.value, role: layer.weight.role)
        length = Parameter(Self.lengths(layer.weight.value), role: layer.weight.role)
    }

    /// `weight_g`, `weight_v` and the layer's `bias`.
    public var members: [ModuleMember] {
        [.parameter("weight_g", length), .parameter("weight_v", direction)] + (layer.bias.map { [.parameter("bias", $0)] } ?? [])
    }

    private static func lengths(_ weight: Tensor) -> Tensor {
        weight.square().sum(axes: Array(0..<weight.rank - 1), keepingDimensions: true).sqrt()
    }

    /// What the layer gives.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        layer(input, weight: direction.value * (length.value / Self.lengths(direction.value)))
    }

    /// What the layer gives.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { try layer.outputShape(for: input) }
}

/// A layer that is a product of its input and a weight, whose last axis is that of the outputs.
public protocol WeightedLayer: Layer {
    /// What is multiplied by.
    var weight: Parameter { get }
    /// What is added, if anything.
    var bias: Parameter? { get }
    /// The output with another weight of the same shape.
    func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor
}
