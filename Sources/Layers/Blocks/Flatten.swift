import Tensors

/// Lays all axes after the first in a row: `[N, …]` → `[N, product]`.
public final class Flatten: Layer {
    /// A flattening layer.
    public init() {}

    /// None.
    public var members: [ModuleMember] { [] }

    /// `[N, …]` → `[N, product]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        input.reshaped(to: obeying(try outputShape(for: input.shape)))
    }

    /// `[N, …]` → `[N, product]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        guard input.rank >= 1 else {
            throw ShapeError(
                operation: "Flatten", found: "\(input)", expected: "at least one axis", remedy: "add a batch axis")
        }
        return [input[0], input.dimensions.dropFirst().reduce(1, *)]
    }
}
