/// What may stand in a tensor's subscript: an `Int`, a range of any kind, `.stride(by: 2)`, or `...`.
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
    /// Every so many of the positions, forwards or backwards; the axis stays.
    case strided(StridedPositions)
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
    /// A part can be set: to a tensor that broadcasts to its shape. The tensor is a value, so that copies of it keep what they were; and the
    /// gradient flows to what was set, and to what was left.
    ///
    ///     t[0]                      // [T, H, W, C] of the first clip
    ///     t[..., 2..<5]             // channels 2, 3, 4 of everything
    ///     t[0, ..., -1]             // last channel of the first clip
    ///     t[0, .stride(by: -1)]     // the first clip, backwards
    ///     t[0, 1...2] = Tensor(0)   // two frames are blank
    public subscript(indices: any TensorIndex...) -> Tensor {
        get { part(indices.map(\.selection)) }
        set { assign(newValue, to: indices.map(\.selection)) }
    }

    /// See the subscript above; this one takes `...`.
    public subscript(first: any TensorIndex, rest: UnboundedRange, last: any TensorIndex...) -> Tensor {
        get { part([first.selection, .rest] + last.map(\.selection)) }
        set { assign(newValue, to: [first.selection, .rest] + last.map(\.selection)) }
    }

    /// A part of the tensor: whole axes first, then an index or a range for each of the last ones.
    public subscript(rest: UnboundedRange, last: any TensorIndex...) -> Tensor {
        get { part([.rest] + last.map(\.selection)) }
        set { assign(newValue, to: [.rest] + last.map(\.selection)) }
    }

    /// A part of the tensor: two axes from the first on, whole axes, and an index or a range for each of the last ones.
    public subscript(
        first: any TensorIndex, second: any TensorIndex, rest: UnboundedRange, last: any TensorIndex...
    ) -> Tensor {
        get { part([first.selection, second.selection, .rest] + last.map(\.selection)) }
        set { assign(newValue, to: [first.selection, second.selection, .rest] + last.map(\.selection)) }
    }
}
