extension Tensor {
    /// A copy of the elements, row-major.
    public var scalars: [Float] { withUnsafeBuffer(Array.init) }

    /// The only element; a tensor of more (or none) traps.
    public var scalar: Float {
        obeying(try ShapeRule.single(shape, operation: "scalar"))
        return withUnsafeBuffer { $0[0] }
    }

    /// The element at the given position along each axis; negative positions count from the end.
    ///
    ///     Tensor.arange(6).reshaped(to: [2, 3]).element(at: [1, -1])   // 5.0
    public func element(at position: [Int]) -> Float {
        let offset = obeying(try offset(of: position))
        return withUnsafeBuffer { $0[offset] }
    }

    /// Where the element at `position` lies, or what is wrong with the position.
    package func offset(of position: [Int]) throws(ShapeError) -> Int {
        guard position.count == rank else {
            throw ShapeError(
                operation: "element", found: "\(position.count) positions for \(shape)", expected: "one for each axis")
        }
        var offset = 0
        for (axis, index) in position.enumerated() {
            offset =
                offset * shape.dimensions[axis]
                + (try ShapeRule.index(index, axis: axis, of: shape, operation: "element"))
        }
        return offset
    }
}

extension Tensor: Equatable {
    /// Whether shapes and all elements are equal (NaN equals nothing). For a tensor of zeros and ones use `.==`.
    public static func == (left: Tensor, right: Tensor) -> Bool {
        left.shape == right.shape
            && left.withUnsafeBuffer { a in right.withUnsafeBuffer { b in a.elementsEqual(b) } }
    }
}
