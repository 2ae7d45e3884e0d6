import Kernels

/// Elements chosen by a mask: those where it is not 0.
extension Tensor {
    /// The elements where `mask` is not 0, row-major: `[…] → [K]`. The mask broadcasts to the tensor's shape; the gradient goes back to
    /// where they stood.
    ///
    ///     let x = Tensor([3, -1, 2])
    ///     x.masked(where: x .> 0)   // [3, 2]
    public func masked(where mask: Tensor) -> Tensor {
        obeying(try ShapeRule.broadcast(mask.shape, to: shape, operation: "masked"))
        let places = mask.detached().broadcast(to: shape).withUnsafeBuffer { flags in
            flags.indices.filter { flags[$0] != 0 }
        }
        return flattened().gathered(rows: places)
    }

    /// The tensor with `value` where `mask` is not 0: `[…] → […]`. The mask broadcasts to the tensor's shape; the gradient flows where it is 0.
    ///
    ///     scores.filled(with: -.infinity, where: isPadding)   // before a softmax
    public func filled(with value: Float, where mask: Tensor) -> Tensor {
        obeying(try ShapeRule.broadcast(mask.shape, to: shape, operation: "filled"))
        return .select(mask, Tensor(value), self)
    }
}
