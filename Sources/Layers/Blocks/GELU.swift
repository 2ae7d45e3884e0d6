import Tensors

/// `x Φ(x)`, with Φ the normal distribution's function, for any shape (Hendrycks and Gimpel 2016).
public final class GELU: Layer {
    private let approximation: GELUApproximation

    /// - Parameter approximation: `.tanh` for the older formula by tanh.
    public init(approximation: GELUApproximation = .none) { self.approximation = approximation }

    /// None.
    public var members: [ModuleMember] { [] }

    /// `x Φ(x)`.
    public func callAsFunction(_ input: Tensor) -> Tensor { measured { input.gelu(approximation: approximation) } }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
}

/// `x · sigmoid(x)`, for any shape; also called Swish.
public final class SiLU: Layer {
    /// A bend.
    public init() {}

    /// None.
    public var members: [ModuleMember] { [] }

    /// `x · sigmoid(x)`.
    public func callAsFunction(_ input: Tensor) -> Tensor { measured { input.silu() } }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
}
