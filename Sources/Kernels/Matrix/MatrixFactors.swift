import COpenBLAS

/// The factors of one matrix, in memory that someone else holds.
struct MatrixFactors {
    private let order: Int
    private let factors: UnsafeMutablePointer<Double>
    private let pivots: UnsafeMutablePointer<Int32>
    private let isFinite: Bool
    /// Whether nothing but rounding keeps the matrix from having no inverse: a pivot no larger than the error of the sums it is made of.
    let isSingular: Bool

    init(
        _ matrix: UnsafePointer<Float>, order: Int, factors: UnsafeMutablePointer<Double>, copy: UnsafeMutablePointer<Double>,
        pivots: UnsafeMutablePointer<Int32>
    ) {
        (self.order, self.factors, self.pivots) = (order, factors, pivots)
        var isFinite = true
        for i in 0..<order * order {
            let number = Double(matrix[i])
            (factors[i], copy[i]) = (number, number)
            if !number.isFinite { isFinite = false }
        }
        // Pivots are not looked for among what is no number: all that follows is none.
        self.isFinite = isFinite
        guard isFinite else {
            isSingular = false
            return
        }
        var (rows, columns, stride, failure) = (Int32(order), Int32(order), Int32(order), Int32(0))
        dgetrf_(&rows, &columns, factors, &stride, pivots, &failure)
        isSingular = failure > 0 || Self.losesAPivot(factors, of: copy, pivots, order)
    }

    /// ± the product of the pivots, 0 where one is but rounding.
    var determinant: Double {
        if !isFinite { return .nan }
        if isSingular { return 0 }
        return (0..<order).reduce(1.0) { product, k in
            product * factors[k * order + k] * (Int(pivots[k]) == k + 1 ? 1 : -1)
        }
    }

    /// Writes the X of `A X = B`, both row-major `order × columns`.
    func solve(_ sides: UnsafePointer<Float>, columns: Int, into solution: UnsafeMutablePointer<Float>) {
        guard isFinite else { return solution.update(repeating: .nan, count: order * columns) }
        BufferPool.withScratch(2 * order * columns) { scratch in
            let right = UnsafeMutableRawPointer(scratch).bindMemory(to: Double.self, capacity: order * columns)
            for row in 0..<order {
                for column in 0..<columns { right[column * order + row] = Double(sides[row * columns + column]) }
            }
            var (size, count, stride, width, failure) = (Int32(order), Int32(columns), Int32(order), Int32(order), Int32(0))
            // LAPACK sees the transpose: its transpose is the matrix.
            dgetrs_("T", &size, &count, factors, &stride, pivots, right, &width, &failure)
            for row in 0..<order {
                for column in 0..<columns { solution[row * columns + column] = Float(right[column * order + row]) }
            }
        }
    }

    /// A pivot is a sum of products; it is lost where it is no larger than their rounding, whatever the scale of rows and columns.
    private static func losesAPivot(
        _ factors: UnsafePointer<Double>, of matrix: UnsafePointer<Double>, _ pivots: UnsafePointer<Int32>, _ order: Int
    ) -> Bool {
        var rows = Array(0..<order)
        for k in 0..<order { rows.swapAt(k, Int(pivots[k]) - 1) }
        return (0..<order).contains { k in
            var size = abs(matrix[k * order + rows[k]])
            for j in 0..<k { size += abs(factors[j * order + k] * factors[k * order + j]) }
            return abs(factors[k * order + k]) <= 2 * Double(k) * Double.ulpOfOne * size
        }
    }
}
