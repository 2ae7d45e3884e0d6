extension Tensor {
    /// Every product of an element of one vector with one of another: `[m] × [n] → [m, n]`.
    ///
    ///     Tensor([1, 2]).outer(Tensor([3, 4]))   // rows of 3, 4 and of 6, 8
    public func outer(_ other: Tensor) -> Tensor {
        obeying(try ShapeRule.vector(shape, operation: "outer"))
        obeying(try ShapeRule.vector(other.shape, operation: "outer"))
        return expanded(axis: 1) * other
    }
}
