import Kernels

extension Tensor {
    /// The largest element over `axes` (all of them by default); NaN wins, and an axis of no elements traps.
    ///
    /// Where several are largest they share the gradient in equal parts.
    public func max(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        extremum(.maximum, axes: axes, keepingDimensions: keepingDimensions, named: "max")
    }

    /// See `max(axes:keepingDimensions:)`; an empty list means all axes.
    public func max(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        extremum(.maximum, axes: axes, keepingDimensions: keepingDimensions, named: "max")
    }

    /// The smallest element over `axes` (all of them by default); NaN wins, and an axis of no elements traps.
    ///
    /// Where several are smallest they share the gradient in equal parts.
    public func min(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        extremum(.minimum, axes: axes, keepingDimensions: keepingDimensions, named: "min")
    }

    /// See `min(axes:keepingDimensions:)`; an empty list means all axes.
    public func min(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        extremum(.minimum, axes: axes, keepingDimensions: keepingDimensions, named: "min")
    }

    private func extremum(
        _ kind: ExtremumKernel.Kind, axes: [Int], keepingDimensions: Bool, named name: String
    ) -> Tensor {
        let target = obeying(
            try ShapeRule.reductionOfSomething(
                shape, axes: axes, keepingDimensions: keepingDimensions, operation: name))
        let kept = keptShape(reducing: axes)
        let value = Tensor(
            shape: kept,
            storage: reduced(over: axes) { source, outer, reduced, inner, target in
                ExtremumKernel.reduce(kind, source, outer: outer, reduced: reduced, inner: inner, into: target)
            }.storage)
        let x = detached()
        return .differentiable(Tensor(shape: target, storage: value.storage), inputs: [self]) { g in
            let winners = x .== value
            return [winners * (g.reshaped(to: kept) / winners.sum(axes: axes, keepingDimensions: true))]
        }
    }

    /// The position along `axis` of the first largest element, row-major over the other axes; NaN counts as largest.
    public func argmax(axis: Int = -1) -> [Int] { argument(.maximum, axis: axis, named: "argmax") }

    /// The position along `axis` of the first smallest element, row-major over the other axes; NaN counts as smallest.
    public func argmin(axis: Int = -1) -> [Int] { argument(.minimum, axis: axis, named: "argmin") }

    private func argument(_ kind: ExtremumKernel.Kind, axis: Int, named name: String) -> [Int] {
        _ = obeying(
            try ShapeRule.reductionOfSomething(shape, axes: [axis], keepingDimensions: false, operation: name))
        let (outer, reduced, inner) = shape.split(at: axis < 0 ? axis + rank : axis)
        return withUnsafeBuffer {
            ExtremumKernel.argument(kind, $0.baseAddress!, outer: outer, reduced: reduced, inner: inner)
        }
    }
}
