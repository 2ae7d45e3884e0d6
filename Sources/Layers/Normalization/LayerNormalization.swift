import Tensors

/// Each row along the last axis brought to mean 0 and variance 1, then scaled and shifted; `[…, C]` keeps its shape.
///
/// As PyTorch's `LayerNorm`: the same in training and evaluation, ε = 1e-5. Source: Ba, Kiros and Hinton 2016.
public final class LayerNormalization: Layer {
    /// γ, `[C]`, ones at first.
    public let scale: Parameter
    /// β, `[C]`, zeros at first.
    public let shift: Parameter
    /// Added to the variance.
    public let epsilon: Float

    /// A normalisation of `features` channels.
    public init(_ features: Int, epsilon: Float = 1e-5) {
        obeying(try LayerRule.normalization(features: features, epsilon: epsilon, operation: "LayerNormalization"))
        scale = Parameter(.ones([features]), role: .normalizationScale)
        shift = Parameter(.zeros([features]), role: .normalizationShift)
        self.epsilon = epsilon
    }

    /// `weight` and `bias`, as PyTorch calls them.
    public var members: [ModuleMember] { [.parameter("weight", scale), .parameter("bias", shift)] }

    /// The same shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.layerNormalized(scale: scale.value, shift: shift.value, epsilon: epsilon) }
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try ShapeRule.layerNormalization(input, scale: scale.shape, shift: shift.shape)
        return input
    }
}

/// The channels of each example brought to mean 0 and variance 1 in groups, over all its places; `[N, …, C]` keeps its shape.
///
/// As PyTorch's `GroupNorm`; one group is layer normalisation over places and channels, C groups instance normalisation. Source: Wu and He 2018.
public final class GroupNormalization: Layer {
    /// γ, `[C]`, ones at first.
    public let scale: Parameter
    /// β, `[C]`, zeros at first.
    public let shift: Parameter
    /// How many groups, a divisor of C.
    public let groups: Int
    /// Added to the variance.
    public let epsilon: Float

    /// A normalisation of `features` channels in so many groups, each of as many channels.
    public init(groups: Int, _ features: Int, epsilon: Float = 1e-5) {
        obeying(try LayerRule.normalization(features: features, epsilon: epsilon, operation: "GroupNormalization"))
        obeying(try ShapeRule.groupNormalization([1, features], groups: groups, scale: [features], shift: [features]))
        scale = Parameter(.ones([features]), role: .normalizationScale)
        shift = Parameter(.zeros([features]), role: .normalizationShift)
        self.groups = groups
        self.epsilon = epsilon
    }

    /// `weight` and `bias`, as PyTorch calls them.
    public var members: [ModuleMember] { [.parameter("weight", scale), .parameter("bias", shift)] }

    /// The same shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        measured { input.groupNormalized(groups: groups, scale: scale.value, shift: shift.value, epsilon: epsilon) }
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try ShapeRule.groupNormalization(input, groups: groups, scale: scale.shape, shift: shift.shape)
        return input
    }
}
