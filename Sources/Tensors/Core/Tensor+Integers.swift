import Kernels

/// Whole numbers in tensors: positions and labels.
extension Tensor {
    /// Makes a tensor of whole numbers, row-major, kept as such; a vector unless a shape is given, whose `count` is their number.
    ///
    /// Each must be one that a 32-bit float holds, for that is what is computed in: all up to 2²⁴ are. Another ends the running cell.
    ///
    ///     Tensor(integers: [3, 0, 1])   // Tensor [3] int32
    public init(integers: [Int], shape: Shape? = nil) {
        if let wrong = integers.firstIndex(where: { Int(exactly: Float($0)) != $0 || Int32(exactly: $0) == nil }) {
            require(
                false,
                "integers: found \(integers[wrong]) at position \(wrong), expected one that a 32-bit float holds, as all up to 2²⁴"
            )
        }
        let floats = shape.map { Tensor(integers.map { Float($0) }, shape: $0) } ?? Tensor(integers.map { Float($0) })
        self = floats.kept(as: .int32)
    }

    /// The elements as whole numbers, row-major, whatever they are kept as; one that is none ends the running cell.
    ///
    ///     Tensor([2, 0]).integers   // [2, 0]
    public var integers: [Int] {
        let elements = scalars
        if let wrong = elements.firstIndex(where: { Int(exactly: $0) == nil }) {
            require(false, "integers: found \(elements[wrong]) at position \(wrong) of \(shape), expected whole numbers")
        }
        return elements.map { Int($0) }
    }

    /// The positions `rows` along `axis`, whole numbers in a tensor of any shape, row-major; see `gathered(rows:axis:)`.
    public func gathered(rows: Tensor, axis: Int = 0) -> Tensor { gathered(rows: rows.integers, axis: axis) }

    /// One element of the last axis for each row, by labels in a tensor, row-major; see `picked(_:)`.
    public func picked(_ labels: Tensor) -> Tensor { picked(labels.integers) }

    /// Rows of zeros with a one at each label of a tensor; see `oneHot(_:classes:)`.
    public static func oneHot(_ labels: Tensor, classes: Int) -> Tensor { oneHot(labels.integers, classes: classes) }
}
