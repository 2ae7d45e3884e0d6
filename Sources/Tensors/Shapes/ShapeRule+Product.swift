extension ShapeRule {
    /// The shape of a matrix product: `[…, m, k] × […, k, n] → […, m, n]`, leading axes broadcast. A vector on the left is a row, one on the
    /// right a column, and its axis of size 1 vanishes from the result.
    package static func matmul(_ left: Shape, _ right: Shape) throws(ShapeError) -> Shape {
        guard left.rank >= 1, right.rank >= 1 else {
            throw ShapeError(
                operation: "matmul", found: "\(left) and \(right)", expected: "at least one axis each",
                remedy: "a number multiplies with *")
        }
        let a = left.rank == 1 ? [1] + left.dimensions : left.dimensions
        let b = right.rank == 1 ? right.dimensions + [1] : right.dimensions
        let (k, l) = (a[a.count - 1], b[b.count - 2])
        guard k == l else {
            throw ShapeError(
                operation: "matmul", found: "\(left) and \(right)",
                expected: "[…, m, k] and […, k, n] with one k, not \(k) and \(l)")
        }
        let batch = try broadcast(
            try shape(Array(a.dropLast(2)), operation: "matmul"), try shape(Array(b.dropLast(2)), operation: "matmul"),
            operation: "matmul")
        let rows = left.rank == 1 ? [] : [a[a.count - 2]]
        return try shape(batch.dimensions + rows + (right.rank == 1 ? [] : [b[b.count - 1]]), operation: "matmul")
    }

    /// A vector: one axis, whatever its size.
    package static func vector(_ shape: Shape, operation: String) throws(ShapeError) {
        guard shape.rank == 1 else {
            throw ShapeError(
                operation: operation, found: "\(shape)", expected: "a vector [S]", remedy: "flatten it with .flattened()")
        }
    }
}
