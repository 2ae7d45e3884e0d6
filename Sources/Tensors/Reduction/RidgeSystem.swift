import Kernels

/// Least squares with a ridge on some of a matrix's rows, which come and go: what a machine with a margin solves again and again.
///
/// XᵀX is kept in double precision and changed by those rows alone that come or go, which costs a fraction of making it anew. Copies share what
/// they have not changed.
package struct RidgeSystem: Sendable {
    /// Rows, row-major, and XᵀX of all of them (its upper triangle).
    private let rows: [Double]
    private let all: [Double]
    private let width: Int
    /// XᵀX of the rows that count, and which these are.
    private var gram: [Double]
    private var counts: [Bool]

    /// All of the rows count.
    ///
    /// - Parameter rows: `[N, S]`.
    package init(_ rows: Tensor) {
        require(rows.rank == 2, "RidgeSystem: found \(rows.shape), expected [N, S]")
        width = rows.shape[1]
        self.rows = rows.scalars.map(Double.init)
        counts = Array(repeating: true, count: rows.shape[0])
        var gram = [Double](repeating: 0, count: width * width)
        RidgeKernel.addGram(of: self.rows, count: counts.count, width: width, times: 1, to: &gram)
        (all, self.gram) = (gram, gram)
    }

    /// Lets these rows count, and no others: from what counts now, from all or from none, whichever is nearest.
    package mutating func keep(_ kept: [Int]) {
        var next = Array(repeating: false, count: counts.count)
        for row in kept { next[row] = true }
        let changed = counts.indices.filter { counts[$0] != next[$0] }
        if changed.count <= min(kept.count, counts.count - kept.count) {
            add(changed.filter { next[$0] }, times: 1)
            add(changed.filter { !next[$0] }, times: -1)
        } else if kept.count < counts.count - kept.count {
            gram = Array(repeating: 0, count: width * width)
            add(kept, times: 1)
        } else {
            gram = all
            add(next.indices.filter { !next[$0] }, times: -1)
        }
        counts = next
    }

    private mutating func add(_ some: [Int], times factor: Double) {
        var gathered: [Double] = []
        gathered.reserveCapacity(some.count * width)
        for row in some { gathered += rows[row * width..<(row + 1) * width] }
        RidgeKernel.addGram(of: gathered, count: some.count, width: width, times: factor, to: &gram)
    }

    /// The weights `[S, 1]` for which ‖rows · weights − targets‖² + ridge · ‖weights‖² is smallest over the rows that count; nil where rounding
    /// leaves none.
    ///
    /// It is a value: no derivative goes through it.
    /// - Parameters:
    ///   - targets: one for each row of the matrix, whether it counts or not.
    ///   - ridge: above 0, or 0 where the columns of the rows are independent.
    package func solution(_ targets: [Float], ridge: Double) -> Tensor? {
        require(
            targets.count == counts.count,
            "RidgeSystem: found \(targets.count) targets, expected \(counts.count), one for each row")
        let counted = zip(targets, counts).map { $1 ? Double($0) : 0 }
        var moments = [Double](repeating: 0, count: width)
        RidgeKernel.moments(of: rows, count: counts.count, width: width, targets: counted, into: &moments)
        var isSolved = false
        let weights = Tensor(shape: [width, 1]) { solution in
            guard let target = solution.baseAddress else { return isSolved = true }
            isSolved = RidgeKernel.solve(gram: gram, moments: moments, width: width, ridge: ridge, into: target)
        }
        return isSolved ? weights : nil
    }
}
