/// Matrix products in the tiles of the direct convolution: rows of A are its points, columns of B its output channels.
///
/// B is packed into blocks of 32 columns, A is read as it lies (or copied, if transposed), a thousand or so of the sum's terms at a time.
struct TiledProduct {
    let transposeA: Bool
    let transposeB: Bool
    let m: Int
    let n: Int
    let k: Int

    /// Terms of one pass: 32 columns of so many rows of B are a quarter of the second-level cache.
    private static let depth = 4096
    /// Floats of A that are read again for each block of columns.
    private static let rowsCount = 1 << 17

    func run(
        alpha: Float, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int, beta: Float,
        c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        if k == 0 || alpha == 0 { return scale(c, ldc, by: beta) }
        for first in stride(from: 0, to: k, by: Self.depth) {
            let depth = min(Self.depth, k - first)
            let (a, b) = (a + (transposeA ? first * lda : first), b + (transposeB ? first : first * ldb))
            let beta = first == 0 ? beta : 1
            if alpha == 1 && beta == 0 {
                multiply(depth, a, lda, b, ldb, into: c, ldc)
            } else {
                BufferPool.withScratch(m * n) { product in
                    multiply(depth, a, lda, b, ldb, into: product, n)
                    for row in 0..<m {
                        let (source, target) = (product + row * n, c + row * ldc)
                        if beta == 0 {
                            for column in 0..<n { target[column] = alpha * source[column] }
                        } else {
                            for column in 0..<n { target[column] = alpha * source[column] + beta * target[column] }
                        }
                    }
                }
            }
        }
    }

    private func multiply(
        _ depth: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        into c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        let blocks = ChannelBlocks(channels: n, allowsPairs: false)
        let packedCount = blocks.count * blocks.lanes * depth
        let rows = min(max(Self.rowsCount / depth / 8, 1) * 8, (m + 7) / 8 * 8)
        BufferPool.withScratch(packedCount + blocks.count * blocks.lanes + (transposeA ? rows * depth : 0)) { packed in
            pack(b, ldb, depth, blocks, into: packed)
            let zero = packed + packedCount
            zero.update(repeating: 0, count: blocks.count * blocks.lanes)
            let copy = zero + blocks.count * blocks.lanes
            for first in stride(from: 0, to: m, by: rows) {
                let count = min(rows, m - first)
                var source = a + first * lda
                if transposeA {
                    for column in 0..<depth {
                        let line = a + column * lda + first
                        for row in 0..<count { copy[row &* depth &+ column] = line[row] }
                    }
                    source = UnsafePointer(copy)
                }
                withTables(rows: count, sourceStep: transposeA ? depth : lda, targetStep: ldc) { sources, targets in
                    withUnsafePointer(to: 0) { tap in
                        Correlation(
                            sources: sources, targets: targets, points: count, taps: tap, tapCount: 1, blocks: blocks, run: depth
                        ).run(source, packed: packed, bias: zero, output: c + first * ldc)
                    }
                }
            }
        }
    }

    /// Offsets of rows, the last repeated to whole tiles.
    private func withTables(
        rows: Int, sourceStep: Int, targetStep: Int, _ body: (UnsafePointer<Int32>, UnsafePointer<Int32>) -> Void
    ) {
        let count = (rows + Correlation.tile - 1) / Correlation.tile * Correlation.tile
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { tables in
            for i in 0..<count {
                let row = min(i, rows - 1)
                tables[i] = Int32(row * sourceStep)
                tables[count + i] = Int32(row * targetStep)
            }
            body(tables.baseAddress!, tables.baseAddress! + count)
        }
    }

    private func pack(
        _ b: UnsafePointer<Float>, _ ldb: Int, _ depth: Int, _ blocks: ChannelBlocks, into packed: UnsafeMutablePointer<Float>
    ) {
        for block in 0..<blocks.count {
            let columns = blocks.channels(of: block)
            let lines = packed + block * depth * blocks.lanes
            if columns.count < blocks.lanes { lines.update(repeating: 0, count: depth * blocks.lanes) }
            if transposeB {
                for (lane, column) in columns.enumerated() {
                    let source = b + column * ldb
                    for row in 0..<depth { lines[row &* blocks.lanes &+ lane] = source[row] }
                }
            } else {
                for row in 0..<depth {
                    (lines + row * blocks.lanes).update(from: b + row * ldb + columns.lowerBound, count: columns.count)
                }
            }
        }
    }

    private func scale(_ c: UnsafeMutablePointer<Float>, _ ldc: Int, by beta: Float) {
        for row in 0..<m {
            for column in 0..<n { c[row * ldc + column] = beta == 0 ? 0 : beta * c[row * ldc + column] }
        }
    }
}
