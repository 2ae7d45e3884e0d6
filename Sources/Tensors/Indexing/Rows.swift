extension Tensor {
    /// The parts along the first axis, one after the other: of `[N, …]` there are N of shape `[…]`, each copied when it is asked for.
    ///
    /// They are a collection of their own, and the tensor is none: its `count`, `max`, `sorted` and `==` speak of elements, and those of a
    /// sequence would speak of rows.
    ///
    ///     for row in Tensor([[1, 2], [3, 4]]).rows { print(row.sum().scalar) }   // 3.0, 7.0
    public var rows: TensorRows {
        obeying(try ShapeRule.hasAxis(shape, operation: "rows"))
        return TensorRows(tensor: self)
    }
}

/// The parts of a tensor along its first axis.
public struct TensorRows: RandomAccessCollection, Sendable {
    let tensor: Tensor

    public var startIndex: Int { 0 }
    public var endIndex: Int { tensor.shape.dimensions[0] }

    /// One part; a position outside of the axis ends the running cell, or the program.
    public subscript(position: Int) -> Tensor {
        require(
            indices.contains(position), "rows: found position \(position), expected one within 0..<\(endIndex)")
        return tensor.part([.position(position)])
    }
}
