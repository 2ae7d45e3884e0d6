import Tensors

/// A matrix whose rows are zero but for one run of columns each, as triangular filters are.
///
/// A product with it touches those runs alone: for 40 mel bands over 513 bins, 1/20 of a dense product.
struct BandedMatrix: Hashable, Sendable {
    let columns: Int
    let rows: Int
    /// The first column of each row's run.
    private let starts: [Int]
    /// Where each row's run begins in `weights`; one more at the end.
    private let offsets: [Int]
    private let weights: [Float]

    /// How far beyond the columns a product reads.
    static let slack = 8

    /// - Parameter row: the values of a row's run, in double precision, and the column where it begins.
    init(columns: Int, rows: Int, row: (Int) -> (start: Int, values: [Double])) {
        self.columns = columns
        self.rows = rows
        var starts: [Int] = [], offsets = [0], weights: [Float] = []
        for index in 0..<rows {
            let (start, values) = row(index)
            let first = values.firstIndex { $0 != 0 } ?? 0
            let end = (values.lastIndex { $0 != 0 } ?? -1) + 1
            starts.append(start + first)
            weights += values[first..<max(first, end)].map { Float($0) }
            // Whole vectors only: the product needs no scalar tail.
            weights += [Float](repeating: 0, count: (8 - weights.count % 8) % 8)
            offsets.append(weights.count)
        }
        self.starts = starts
        self.offsets = offsets
        self.weights = weights
    }

    /// The rows that are zero everywhere.
    var emptyRows: [Int] { (0..<rows).filter { offsets[$0] == offsets[$0 + 1] } }

    /// target[place + r] = Σ matrix[r, c] · vector[c]; `vector` ends with `slack` finite numbers that do not count.
    @inline(__always)
    func multiply(_ vector: Span<Float>, into target: inout MutableSpan<Float>, at place: Int) {
        let (weights, starts, offsets) = (weights.span, starts.span, offsets.span)
        for row in 0..<rows {
            let offset = offsets[row]
            target[place + row] = vector.product(
                at: starts[row], with: weights, at: offset, count: offsets[row &+ 1] &- offset)
        }
    }

    /// Lends the run of a row: its first column and its weights.
    func run(_ row: Int) -> (start: Int, weights: ArraySlice<Float>) {
        (starts[row], weights[offsets[row]..<offsets[row + 1]])
    }

    /// `[rows, columns]`.
    var dense: Tensor {
        Tensor(onHost: [rows, columns]) { target in
            target.update(repeating: 0)
            for row in 0..<rows {
                for (place, weight) in weights[offsets[row]..<offsets[row + 1]].enumerated() where weight != 0 {
                    target[row * columns + starts[row] + place] = weight
                }
            }
        }
    }
}
