/// What may stand in a tensor's subscript: an `Int`, a range of any kind, or `...`.
public protocol TensorIndex: Sendable {
    /// What it takes along its axis.
    var selection: TensorSelection { get }
}

/// What one index takes along one axis.
public enum TensorSelection: Equatable, Sendable {
    /// One position, from the end when negative; the axis vanishes.
    case position(Int)
    /// A range of positions; the axis stays. An upper bound of `Int.max` is the axis' end.
    case range(Range<Int>)
    /// As many whole axes as the other indices leave: `...`.
    case rest
}

extension Int: TensorIndex {
    public var selection: TensorSelection { .position(self) }
}

extension Range<Int>: TensorIndex {
    public var selection: TensorSelection { .range(self) }
}

extension ClosedRange<Int>: TensorIndex {
    public var selection: TensorSelection { .range(lowerBound..<behind(upperBound)) }
}

extension PartialRangeFrom<Int>: TensorIndex {
    public var selection: TensorSelection { .range(lowerBound..<Int.max) }
}

extension PartialRangeUpTo<Int>: TensorIndex {
    public var selection: TensorSelection { .range(0..<Swift.max(0, upperBound)) }
}

extension PartialRangeThrough<Int>: TensorIndex {
    public var selection: TensorSelection { .range(0..<Swift.max(0, behind(upperBound))) }
}

/// The position after one; of the last number there is none, and it stands for the axis' end.
private func behind(_ position: Int) -> Int { position == .max ? .max : position + 1 }

/// `...` alone, as `t[0, ..., 2..<5]` has it: as many whole axes as the other indices leave.
public struct RestOfAxes: TensorIndex {
    /// All axes that the other indices leave.
    public init() {}
    public var selection: TensorSelection { .rest }
}

extension Tensor {
    /// A part of the tensor: an index or a range for each axis from the first on; `...` stands for all axes in between.
    ///
    ///     t[0]                // [T, H, W, C] of the first clip
    ///     t[..., 2..<5]       // channels 2, 3, 4 of everything
    ///     t[0, ..., -1]       // last channel of the first clip
    public subscript(indices: any TensorIndex...) -> Tensor { part(indices.map(\.selection)) }

    /// See the subscript above; this one takes `...`.
    public subscript(first: any TensorIndex, rest: UnboundedRange, last: any TensorIndex...) -> Tensor {
        part([first.selection, .rest] + last.map(\.selection))
    }

    /// A part of the tensor: whole axes first, then an index or a range for each of the last ones.
    public subscript(rest: UnboundedRange, last: any TensorIndex...) -> Tensor {
        part([.rest] + last.map(\.selection))
    }

    /// A part of the tensor: two axes from the first on, whole axes, and an index or a range for each of the last ones.
    public subscript(
        first: any TensorIndex, second: any TensorIndex, rest: UnboundedRange, last: any TensorIndex...
    ) -> Tensor {
        part([first.selection, second.selection, .rest] + last.map(\.selection))
    }

    /// The part that one selection an axis takes; ranges that run to `.max` end with their axis.
    package func part(_ selections: [TensorSelection]) -> Tensor {
        let plan = obeying(try ShapeRule.subscripting(shape, by: selections))
        var result = self
        for (axis, selection) in plan.enumerated().reversed() {
            switch selection {
            case .position(let index): result = result.slice(axis: axis, at: index)
            case .range(let range): result = result.slice(axis: axis, range)
            case .rest: break
            }
        }
        return result
    }
}
