import Tensors

/// An affine map of the last axis: `y = x · W + b`, input `[…, in]`, output `[…, out]`.
public final class Linear: WeightedLayer, PrecisionSwitching {
    /// `[in, out]`.
    public let weight: Parameter
    /// `[out]`; nil for a map without offset.
    public let bias: Parameter?
    /// What is multiplied in.
    public var precision = Precision.float32

    /// A linear layer, by default initialised evenly within ±1/√in, bias included, as PyTorch does.
    public init(
        _ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer = .uniformFanIn,
        using random: inout RandomStream
    ) {
        obeying(try LayerRule.linear(inputs: inputs, outputs: outputs))
        weight = Parameter(
            initializer([inputs, outputs], fanIn: inputs, fanOut: outputs, using: &random), role: .linearWeight)
        self.bias =
            bias
            ? Parameter(
                Initializer.uniformFanIn([outputs], fanIn: inputs, fanOut: outputs, using: &random), role: .bias) : nil
    }

    /// `weight` and `bias`.
    public var members: [ModuleMember] {
        [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
    }

    /// `[…, in]` → `[…, out]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { self(input, weight: weight.value) }

    /// The same with another weight.
    public func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor {
        measured { linear(input, weight: weight, bias: bias?.value, precision: precision) }
    }

    /// `[…, in]` → `[…, out]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try ShapeRule.linear(input, weight: weight.shape, bias: bias?.shape)
    }
}
