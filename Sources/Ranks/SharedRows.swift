import Tensors
import Work

extension Ranks {
    /// Pieces that are made each by one rank, and had by all: piece `i` is `[counts[i], columns]`.
    ///
    /// The same bits as one process makes, for a piece is made whole by whoever makes it.
    /// - Parameters:
    ///   - counts: rows of each piece.
    ///   - make: a piece; all have as many columns.
    package static func pieces(_ counts: [Int], _ make: (Int) throws -> Tensor) throws -> [Tensor] {
        guard current != nil, counts.count > 1 else { return try counts.indices.map(make) }
        let all = try rows(counts, make)
        var first = 0
        return counts.map { count in
            defer { first += count }
            return all.slice(axis: 0, first..<first + count)
        }
    }

    /// The same, one below the other: `[rows, columns]`.
    package static func rows(_ counts: [Int], _ make: (Int) throws -> Tensor) throws -> Tensor {
        guard let group = current, counts.count > 1 else {
            return Tensor.concatenated(try counts.indices.map(make), axis: 0)
        }
        var own: [Int: Tensor] = [:]
        for piece in stride(from: group.rank, to: counts.count, by: group.count) {
            own[piece] = try undivided { try make(piece) }.detached()
        }
        // The first piece is the first rank's: it knows the columns.
        let columns = Int(try group.sum([Double(own[0]?.shape[1] ?? 0)])[0])
        let rows = counts.reduce(0, +)
        var result = Tensor.zeros([rows, columns])
        // To what one rank made the others add zeros.
        let sum = group.beginSum(of: rows * columns) { target in
            target.update(repeating: 0)
            var first = 0
            for (piece, count) in counts.enumerated() {
                own[piece]?.withHostValues { target.copy($0, to: first) }
                first += count * columns
            }
        }
        try group.finish(sum: sum) { sum in result.withMutableHostValues { $0.copy(sum) } }
        return result
    }
}
