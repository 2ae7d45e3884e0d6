import Kernels

extension Tensor {
    /// The sum over `axes` (all of them by default), which vanish or stay as size 1.
    ///
    ///     x.sum(axes: 0)                             // [N, C] → [C]
    ///     x.sum(axes: 1, 2, keepingDimensions: true) // [N, H, W, C] → [N, 1, 1, C]
    public func sum(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        sum(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `sum(axes:keepingDimensions:)`; an empty list means all axes.
    public func sum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let target = obeying(
            try ShapeRule.reduction(shape, axes: axes, keepingDimensions: keepingDimensions, operation: "sum"))
        let kept = keptShape(reducing: axes)
        let value = reduced(over: axes) { source, outer, reduced, inner, target in
            SumKernel.sum(source, outer: outer, reduced: reduced, inner: inner, into: target)
        }
        let source = shape
        return .differentiable(Tensor(shape: target, storage: value.storage), inputs: [self]) { g in
            [g.reshaped(to: kept).broadcast(to: source)]
        }
    }

    /// The mean over `axes` (all of them by default); an axis of no elements has none and traps.
    public func mean(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        mean(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `mean(axes:keepingDimensions:)`; an empty list means all axes.
    public func mean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let target = obeying(
            try ShapeRule.reductionOfSomething(
                shape, axes: axes, keepingDimensions: keepingDimensions, operation: "mean"))
        let kept = keptShape(reducing: axes)
        // Divided before the sum is rounded: the mean of equal numbers is that number.
        let value = reduced(over: axes) { source, outer, reduced, inner, target in
            SumKernel.sum(source, outer: outer, reduced: reduced, inner: inner, dividedBy: Double(reduced), into: target)
        }
        let source = shape
        let elements = Float(Swift.max(1, count / Swift.max(1, target.count)))
        return .differentiable(Tensor(shape: target, storage: value.storage), inputs: [self]) { g in
            [(g / elements).reshaped(to: kept).broadcast(to: source)]
        }
    }

    /// The shape with the reduced axes as size 1.
    func keptShape(reducing axes: [Int]) -> Shape {
        obeying(try ShapeRule.reduction(shape, axes: axes, keepingDimensions: true, operation: "reduction"))
    }

    /// Runs a kernel over each group of neighbouring axes, the last group first; values only, reduced axes as size 1.
    func reduced(
        over axes: [Int],
        by kernel: (
            _ source: UnsafePointer<Float>, _ outer: Int, _ reduced: Int, _ inner: Int,
            _ target: UnsafeMutablePointer<Float>
        ) -> Void
    ) -> Tensor {
        var remaining = obeying(try ShapeRule.axes(axes, of: shape, operation: "reduction"))
            .filter { shape.dimensions[$0] != 1 }
        var result = floats
        while let last = remaining.popLast() {
            var first = last
            while remaining.last == first - 1 { first = remaining.removeLast() }
            let sizes = result.shape.dimensions
            let target = Shape(sizes[..<first] + Array(repeating: 1, count: last - first + 1) + sizes[(last + 1)...])
            let source = result
            result = Tensor(shape: target) { buffer in
                source.withUnsafeBuffer { values in
                    kernel(
                        values.baseAddress!, sizes[..<first].reduce(1, *), sizes[first...last].reduce(1, *),
                        sizes[(last + 1)...].reduce(1, *), buffer.baseAddress!)
                }
            }
        }
        return result
    }
}
