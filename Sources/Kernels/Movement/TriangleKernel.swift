/// The part of matrices `[count, rows, columns]` on one side of a diagonal, and zeros elsewhere.
package enum TriangleKernel {
    /// Keeps what lies on the diagonal `offset` (0 the main one, above 0 to its right) and below it, or above it (`upper`).
    package static func keep(
        _ source: UnsafePointer<Float>, count: Int, rows: Int, columns: Int, offset: Int, upper: Bool,
        into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(count * rows, grain: max(1, 32_768 / max(1, columns))) { range in
            for index in range {
                // Of this row, the place on the diagonal, and how many lie before what changes sides.
                let place = index % rows + min(max(offset, -rows), columns)
                let edge = min(max(upper ? place : place + 1, 0), columns)
                let (a, b) = (source + index * columns, target + index * columns)
                let (kept, dropped) = upper ? (edge..<columns, 0..<edge) : (0..<edge, edge..<columns)
                (b + kept.lowerBound).update(from: a + kept.lowerBound, count: kept.count)
                (b + dropped.lowerBound).update(repeating: 0, count: dropped.count)
            }
        }
    }
}
