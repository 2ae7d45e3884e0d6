import Foundation
import Ranks
import Tensors
import Work

/// Sums, rows and bytes of all ranks, some of them under way at once.
func exchanges(_ group: RankGroup) throws {
    let (rank, count) = (group.rank, group.count)
    try group.barrier()
    let sum = try group.sum([Double(rank), 0.5, .infinity])
    try expect(sum == [Double(count * (count - 1) / 2), 0.5 * Double(count), .infinity], "a sum: \(sum)")
    let sizes = [1, 1000, 3_000_000]
    let pending = sizes.map { size in
        group.beginSum(of: size) { own in for i in 0..<size { own[i] = Float(i % 100 * (rank + 1)) } }
    }
    let factor = Float(count * (count + 1) / 2)
    for (size, sum) in zip(sizes, pending) {
        var worst: Float = 0
        try group.finish(sum: sum) { sum in
            for i in 0..<size { worst = max(worst, abs(sum[i] - factor * Float(i % 100))) }
        }
        try expect(worst == 0, "a sum of \(size) floats is off by \(worst)")
    }
    let counts = (0..<count).map { $0 * 2 }
    var gathered = [Float](repeating: -1, count: counts.reduce(0, +))
    let own = (0..<counts[rank]).map { Float(10 * rank + $0) }
    var target = gathered.mutableSpan
    try group.gather(own.span, counts: counts, into: &target)
    let expected = (0..<count).flatMap { rank in (0..<2 * rank).map { Float(10 * rank + $0) } }
    try expect(gathered == expected, "gathered \(gathered), expected \(expected)")
    let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try expect(try group.broadcast(rank == 1 ? bytes : nil, from: 1) == bytes, "the bytes of rank 1 are others here")
    try expect(try group.broadcast(nil).isEmpty, "no bytes of rank 0 are some here")
}

/// Work piece by piece, fewer pieces than ranks, too.
func pieces(_ group: RankGroup) throws {
    for counts in [[2], [3, 1], [1, 2, 3, 4, 5, 6, 7]] {
        var made = 0
        let pieces = try Ranks.pieces(counts) { piece in
            made += 1
            // What is divided within would wait for ranks that are elsewhere.
            try Ranks.barrier()
            return Tensor.full([counts[piece], 3], Float(piece) + 0.1)
        }
        let expected = counts.indices.map { Tensor.full([counts[$0], 3], Float($0) + 0.1) }
        try expect(pieces == expected, "found pieces \(pieces)")
        let share = counts.count == 1 ? 1 : (counts.count - group.rank + group.count - 1) / group.count
        try expect(made == share, "rank \(group.rank) made \(made) of \(counts.count) pieces")
    }
}
