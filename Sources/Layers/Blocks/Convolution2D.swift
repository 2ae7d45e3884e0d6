import Tensors

/// Pictures or spectrograms seen through learned filters: `[N, H, W, in] → [N, H′, W′, out]`,
/// each size `(size + 2 · padding − kernel) / stride + 1`, rounded down.
public final class Convolution2D: WeightedLayer, PrecisionSwitching {
    /// `[kH, kW, in, out]`.
    public let weight: Parameter
    /// `[out]`; nil for a convolution without offset, as before a normalisation.
    public let bias: Parameter?
    /// Of the filter's steps, ≥ 1.
    public let stride: WindowSize
    /// Zeros on each side, ≥ 0.
    public let padding: WindowSize
    /// What is multiplied in.
    public var precision = Precision.float32

    /// A convolution, by default initialised normally with variance 2 / fan_out and an offset of zero, as torchvision's
    /// video networks are.
    ///
    /// - Parameters:
    ///   - kernel: one number or (height, width), ≥ 1; so are `stride` and, ≥ 0, `padding`.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: WindowSize, stride: WindowSize = 1, padding: WindowSize = 0,
        bias: Bool = true, initializer: Initializer = .kaimingNormalFanOut, using random: inout RandomStream
    ) {
        let sizes = obeying(
            try LayerRule.convolution(
                inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: padding, axes: 2))
        let points = sizes.reduce(1, *)
        weight = Parameter(
            initializer(
                Shape(sizes + [inputs, outputs]), fanIn: points * inputs, fanOut: points * outputs, using: &random),
            role: .convolutionWeight)
        self.bias = bias ? Parameter(.zeros([outputs]), role: .bias) : nil
        self.stride = stride
        self.padding = padding
    }

    /// `weight` and `bias`.
    public var members: [ModuleMember] {
        [.parameter("weight", weight)] + (bias.map { [.parameter("bias", $0)] } ?? [])
    }

    /// `[N, H, W, in] → [N, H′, W′, out]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { self(input, weight: weight.value) }

    /// The same with another filter.
    public func callAsFunction(_ input: Tensor, weight: Tensor) -> Tensor {
        measured {
            convolution2D(input, filter: weight, bias: bias?.value, stride: stride, padding: padding, precision: precision)
        }
    }

    /// `[N, H, W, in] → [N, H′, W′, out]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try ShapeRule.convolution(
            input, filter: weight.shape, bias: bias?.shape, stride: stride, padding: padding, axes: 2
        ).shape
    }
}
