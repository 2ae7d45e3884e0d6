/// Every so many positions of an axis, forwards or backwards: in a subscript `.stride(by: 2)`, `.stride(from: 1, to: 9, by: 2)`.
///
///     t[.stride(by: 2)]                 // every other row
///     t[..., .stride(by: -1)]           // columns from the last to the first
///     t[.stride(from: 6, to: 0, by: -3)]   // rows 6 and 3
public struct StridedPositions: TensorIndex, Equatable {
    /// The first position; nothing stands for the axis' own first, or its last where the step goes backwards.
    let from: Int?
    /// The position before which it ends; nothing stands for the axis' end.
    let to: Int?
    let step: Int

    public var selection: TensorSelection { .strided(self) }

    /// Number of positions, where both ends are known.
    var count: Int {
        guard let from, let to, step > 0 ? from < to : from > to else { return 0 }
        return Int((step > 0 ? to - from - 1 : from - to - 1).magnitude / step.magnitude) + 1
    }

    /// The same with both ends, within the axis.
    func resolved(axis: Int, of shape: Shape) throws(ShapeError) -> StridedPositions {
        let size = shape.dimensions[axis]
        guard step != 0 else {
            throw ShapeError(
                operation: "subscript", found: "steps of 0 along axis \(axis) of \(shape)", expected: "a step other than 0")
        }
        let first = from ?? (step > 0 ? 0 : size - 1)
        let end = to ?? (step > 0 ? max(size, first) : min(-1, first))
        let bounds = step > 0 ? 0...size : -1...size - 1
        guard bounds.contains(first), bounds.contains(end) else {
            throw ShapeError(
                operation: "subscript", found: "positions from \(first) to \(end) by \(step) along axis \(axis) of \(shape)",
                expected: "both within \(bounds.lowerBound)…\(bounds.upperBound)")
        }
        return StridedPositions(from: first, to: end, step: step)
    }
}

extension TensorIndex where Self == StridedPositions {
    /// Every `step`-th position of the whole axis, from its end when `step` is below 0.
    public static func stride(by step: Int) -> StridedPositions { StridedPositions(from: nil, to: nil, step: step) }

    /// The positions `from`, `from + step`, … before `to`, as Swift's `stride(from:to:by:)`; `to` may be left out for the axis' end.
    public static func stride(from: Int, to: Int? = nil, by step: Int) -> StridedPositions {
        StridedPositions(from: from, to: to, step: step)
    }

    /// The positions `from`, `from + step`, … up to `last`, which may be among them, as Swift's `stride(from:through:by:)`.
    public static func stride(from: Int, through last: Int, by step: Int) -> StridedPositions {
        let (end, isOverflow) = last.addingReportingOverflow(step.signum())
        return StridedPositions(from: from, to: isOverflow ? last : end, step: step)
    }
}
