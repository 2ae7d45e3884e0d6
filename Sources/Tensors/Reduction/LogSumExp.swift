extension Tensor {
    /// log Σ eˣ over `axes` (all of them by default), computed after subtracting the largest: nothing overflows. Of no elements it is −∞.
    ///
    ///     Tensor([1000, 1000]).logSumExp()   // 1000.693
    ///
    /// Its gradient is the softmax over the axes; NaN where all elements are −∞.
    public func logSumExp(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        logSumExp(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `logSumExp(axes:keepingDimensions:)`; an empty list means all axes.
    public func logSumExp(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let target = obeying(
            try ShapeRule.reduction(shape, axes: axes, keepingDimensions: keepingDimensions, operation: "logSumExp"))
        let isEmpty = count == 0
        let largest = isEmpty ? Tensor.zeros(keptShape(reducing: axes)) : detached().max(axes: axes, keepingDimensions: true)
        // Infinities are no numbers to subtract.
        let shift = Tensor.select(largest.isInfinite(), Tensor(0), largest)
        let sum = (self - shift).exp().sum(axes: axes, keepingDimensions: true)
        return (sum.log() + shift).reshaped(to: target)
    }
}
