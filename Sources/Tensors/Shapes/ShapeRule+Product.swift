extension ShapeRule {
    /// The shape of a matrix product: `[…, m, k] × […, k, n] → […, m, n]`, leading axes broadcast.
    package static func matmul(_ left: Shape, _ right: Shape) throws(ShapeError) -> Shape {
        guard left.rank >= 2, right.rank >= 2 else {
            throw ShapeError(
                operation: "matmul", found: "\(left) and \(right)", expected: "at least two axes each",
                remedy: "give a vector a second axis with .expanded(axis:)")
        }
        let (k, l) = (left.dimensions[left.rank - 1], right.dimensions[right.rank - 2])
        guard k == l else {
            throw ShapeError(
                operation: "matmul", found: "\(left) and \(right)",
                expected: "[…, m, k] and […, k, n] with one k, not \(k) and \(l)")
        }
        let batch = try broadcast(
            Shape(Array(left.dimensions.dropLast(2))), Shape(Array(right.dimensions.dropLast(2))), operation: "matmul")
        return try shape(
            batch.dimensions + [left.dimensions[left.rank - 2], right.dimensions[right.rank - 1]], operation: "matmul")
    }
}
