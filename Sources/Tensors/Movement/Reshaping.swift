/// Other shapes for the same elements in the same order: they share the memory and cost nothing.
extension Tensor {
    /// The elements in another shape of as many.
    public func reshaped(to target: Shape) -> Tensor { reshaped(target.dimensions) }

    /// The elements in the given sizes, one of which may be −1 and follows from the others.
    ///
    ///     Tensor.arange(6).reshaped(to: [2, -1])   // [2, 3]
    public func reshaped(to sizes: [Int]) -> Tensor { reshaped(sizes) }

    /// The elements in the given sizes, one of which may be −1 and follows from the others.
    ///
    ///     Tensor.arange(6).reshaped(2, -1)   // [2, 3]
    public func reshaped(_ sizes: Int...) -> Tensor { reshaped(sizes) }

    /// See `reshaped(_:)`.
    public func reshaped(_ sizes: [Int]) -> Tensor {
        let target = obeying(try ShapeRule.reshape(shape, to: sizes))
        if target == shape { return self }
        let source = shape
        return .differentiable(Tensor(shape: target, storage: storage), inputs: [self]) { [$0.reshaped(to: source)] }
    }

    /// All axes from `axis` on as one: `[N, T, H, W, C]` from 1 on is `[N, T·H·W·C]`.
    public func flattened(from axis: Int = 0) -> Tensor {
        let first = rank == 0 ? 0 : obeying(try ShapeRule.axis(axis, of: shape, operation: "flattened"))
        return reshaped(Array(shape.dimensions[..<first]) + [shape.dimensions[first...].reduce(1, *)])
    }

    /// Without the axis of size 1.
    public func squeezed(axis: Int) -> Tensor {
        reshaped(to: obeying(try ShapeRule.squeeze(shape, axis: axis)))
    }

    /// Without any axis of size 1.
    public func squeezed() -> Tensor { reshaped(shape.dimensions.filter { $0 != 1 }) }

    /// With a new axis of size 1 before `axis` (−1 makes it the last).
    public func expanded(axis: Int) -> Tensor {
        var sizes = shape.dimensions
        sizes.insert(1, at: obeying(try ShapeRule.expandedAxis(axis, of: shape, operation: "expanded")))
        return reshaped(sizes)
    }
}
