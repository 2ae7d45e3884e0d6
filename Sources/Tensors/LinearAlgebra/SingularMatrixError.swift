/// A matrix that has no inverse, or one that rounding hides.
public struct SingularMatrixError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the operation as the caller wrote it: `solve`, `inverse`.
    public let operation: String
    /// Which of the batch, counted from 0.
    public let index: Int
    /// The shape of all of them: `[…, n, n]`.
    public let shape: Shape

    package init(operation: String, index: Int, shape: Shape) {
        (self.operation, self.index, self.shape) = (operation, index, shape)
    }

    public var description: String {
        let place = shape.rank > 2 ? "matrix \(index) of \(shape)" : "a matrix \(shape)"
        return "\(operation): found \(place) without an inverse, expected rows that do not depend on each other "
            + "(add a little to its diagonal, or leave out what is said twice)"
    }
}
