import Kernels

extension Tensor {
    /// The axes in another order: axis i of the result is axis `permutation[i]` of this tensor. Copies.
    ///
    ///     clip.transposed(permutation: [0, 4, 1, 2, 3])   // [N, T, H, W, C] → [N, C, T, H, W]
    public func transposed(permutation: [Int]) -> Tensor {
        let (target, axes) = obeying(try ShapeRule.transpose(shape, permutation))
        if axes == Array(axes.indices) { return self }
        let dense = StridedCopy.denseStrides(of: shape.dimensions)
        let copy = StridedCopy(
            shape: target.dimensions, from: axes.map { dense[$0] },
            to: StridedCopy.denseStrides(of: target.dimensions))
        let value = Tensor(shape: target, type: elementType) { buffer in
            withElements { copy.run(from: $0, to: buffer) }
        }
        var inverse = axes
        for (to, from) in axes.enumerated() { inverse[from] = to }
        return .differentiable(value, inputs: [self]) { [inverse] in [$0.transposed(permutation: inverse)] }
    }

    /// The last two axes exchanged: `[…, m, n] → […, n, m]`.
    public func transposed() -> Tensor {
        guard rank >= 2 else { return self }
        return transposed(permutation: Array(0..<rank - 2) + [rank - 1, rank - 2])
    }

    /// The elements in reverse order along `axis`.
    public func flipped(axis: Int) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "flipped"))
        guard count > 0 else { return self }
        let dense = StridedCopy.denseStrides(of: shape.dimensions)
        var strides = dense
        strides[axis].negate()
        let copy = StridedCopy(shape: shape.dimensions, from: strides, to: dense)
        let value = Tensor(shape: shape, type: elementType) { buffer in
            withElements { copy.run(from: $0 + (shape.dimensions[axis] - 1) * dense[axis], to: buffer) }
        }
        return .differentiable(value, inputs: [self]) { [$0.flipped(axis: axis)] }
    }
}
