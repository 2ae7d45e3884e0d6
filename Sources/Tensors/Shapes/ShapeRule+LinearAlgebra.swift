extension ShapeRule {
    /// Rows and columns of matrices `[…, m, n]`.
    package static func matrices(_ shape: Shape, operation: String) throws(ShapeError) -> (rows: Int, columns: Int) {
        guard shape.rank >= 2 else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "matrices […, m, n]")
        }
        return (shape.dimensions[shape.rank - 2], shape.dimensions[shape.rank - 1])
    }

    /// The shape of a diagonal of matrices.
    package static func diagonal(_ shape: Shape, offset: Int) throws(ShapeError) -> Shape {
        let (rows, columns) = try matrices(shape, operation: "diagonal")
        guard (-rows...columns).contains(offset) else {
            throw ShapeError(
                operation: "diagonal", found: "offset \(offset) in \(shape)", expected: "one within \(-rows)…\(columns)")
        }
        let length = offset > 0 ? min(rows, columns - offset) : min(rows + offset, columns)
        return try self.shape(shape.dimensions.dropLast(2) + [length], operation: "diagonal")
    }

    /// The order n of square matrices `[…, n, n]`, which LAPACK numbers by 32 bits.
    package static func squares(_ shape: Shape, operation: String) throws(ShapeError) -> Int {
        guard shape.rank >= 2, shape.dimensions[shape.rank - 1] == shape.dimensions[shape.rank - 2] else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "square matrices […, n, n]")
        }
        let order = shape.dimensions[shape.rank - 1]
        guard order <= 46_340 else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "at most 46340 rows and columns")
        }
        return order
    }

    /// Of `A X = B`: the shape of X, the sizes of the batch, and the columns of B.
    package static func solve(
        _ matrix: Shape, _ right: Shape
    ) throws(ShapeError) -> (target: Shape, batch: [Int], columns: Int) {
        let order = try squares(matrix, operation: "solve")
        let sides = right.rank == 1 ? right.dimensions + [1] : right.dimensions
        guard sides.count >= 2, sides[sides.count - 2] == order else {
            throw ShapeError(
                operation: "solve", found: "\(matrix) and \(right)", expected: "[…, n, n] and […, n, k] or [n] with one n")
        }
        let batch = try broadcast(
            try shape(Array(matrix.dimensions.dropLast(2)), operation: "solve"),
            try shape(Array(sides.dropLast(2)), operation: "solve"), operation: "solve")
        let columns = sides[sides.count - 1]
        let target = batch.dimensions + [order] + (right.rank == 1 ? [] : [columns])
        return (try shape(target, operation: "solve"), batch.dimensions, columns)
    }
}
