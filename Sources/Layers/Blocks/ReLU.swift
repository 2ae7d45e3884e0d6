import Tensors

/// `max(x, 0)`, for any shape.
public final class ReLU: Layer {
    /// A rectifier.
    public init() {}

    /// None.
    public var members: [ModuleMember] { [] }

    /// `max(x, 0)`.
    public func callAsFunction(_ input: Tensor) -> Tensor { measured { input.relu() } }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
}
