/// Sums of dense memory seen as `[outer, reduced, inner]`, over the middle axis.
///
/// Rows are cut in blocks of a fixed size, whatever the number of threads, so a sum is the same bits on any of them,
/// and its rounding error grows with the number of blocks and not with the number of elements.
package enum SumKernel {
    /// Elements summed in plain `Float` accumulators before a block's total is set aside.
    private static var block: Int { 16_384 }
    /// Columns summed together: a row of this many stays in the first cache while others are added to it.
    private static var tile: Int { 4_096 }

    /// `target[o, i] = Σ_r source[o, r, i]`.
    package static func sum(
        _ source: UnsafePointer<Float>, outer: Int, reduced: Int, inner: Int, into target: UnsafeMutablePointer<Float>
    ) {
        guard outer * inner > 0 else { return }
        guard reduced > 0 else { return ElementwiseKernel.fill(target, with: 0, count: outer * inner) }
        guard reduced > 1 else { return target.update(from: source, count: outer * inner) }
        if inner == 1 && reduced < 32 { return sumShortRows(source, outer: outer, reduced: reduced, into: target) }
        let rowsPerBlock = max(8, block / inner)
        let blocks = (reduced + rowsPerBlock - 1) / rowsPerBlock
        guard blocks > 1 else {
            return sumBlocks(source, outer, reduced, inner, rowsPerBlock: reduced, into: target)
        }
        // Partial sums [outer, blocks, inner], then the sum of those.
        let partial = Storage(count: outer * blocks * inner)
        sumBlocks(source, outer, reduced, inner, rowsPerBlock: rowsPerBlock, into: partial.pointer)
        sum(partial.pointer, outer: outer, reduced: blocks, inner: inner, into: target)
    }

    /// The sum of every block: `target` is `[outer, blocks, inner]`.
    private static func sumBlocks(
        _ source: UnsafePointer<Float>, _ outer: Int, _ reduced: Int, _ inner: Int, rowsPerBlock: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        let blocks = (reduced + rowsPerBlock - 1) / rowsPerBlock
        let tiles = (inner + tile - 1) / tile
        let work = min(rowsPerBlock, reduced) * min(inner, tile)
        Threads.parallelFor(outer * blocks * tiles, grain: max(1, 2 * block / work)) { range in
            for index in range {
                let (place, column) = (index / tiles, index % tiles * tile)
                let (o, first) = (place / blocks, place % blocks * rowsPerBlock)
                sumRows(
                    source + (o * reduced + first) * inner + column, rows: min(rowsPerBlock, reduced - first),
                    width: min(tile, inner - column), stride: inner, into: target + place * inner + column)
            }
        }
    }

    /// Rows so short that a call for each would cost more than the sum.
    private static func sumShortRows(
        _ source: UnsafePointer<Float>, outer: Int, reduced: Int, into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(outer, grain: 4_096) { range in
            for o in range {
                let row = source + o * reduced
                var total: Float = 0
                for i in 0..<reduced { total += row[i] }
                target[o] = total
            }
        }
    }

    /// Sums `rows` rows of `width` elements, `stride` apart, into one.
    private static func sumRows(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, stride: Int, into target: UnsafeMutablePointer<Float>
    ) {
        if stride == 1 {
            target[0] = total(source, count: rows)
        } else if width >= 64 || rows < 8 || width != stride {
            addRows(source, rows: rows, width: width, stride: stride, into: target)
        } else {
            // Narrow rows (a few channels): several rows are one wide row, folded at the end.
            let fold = min(rows / 2, 127 / width + 1)
            let wide = rows / fold
            withUnsafeTemporaryAllocation(of: Float.self, capacity: fold * width) { buffer in
                let folded = buffer.baseAddress!
                addRows(source, rows: wide, width: fold * width, stride: fold * width, into: folded)
                addRows(folded, rows: fold, width: width, stride: width, into: target)
            }
            for row in wide * fold..<rows {
                for i in 0..<width { target[i] += source[row * width + i] }
            }
        }
    }

    private static func addRows(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, stride: Int, into target: UnsafeMutablePointer<Float>
    ) {
        target.update(from: source, count: width)
        var row = 1
        // Four rows a pass: the target is loaded and stored a quarter as often, and pairs are added first.
        while row + 4 <= rows {
            let a = source + row * stride
            let b = a + stride
            let c = b + stride
            let d = c + stride
            for i in 0..<width { target[i] += (a[i] + b[i]) + (c[i] + d[i]) }
            row += 4
        }
        while row < rows {
            let a = source + row * stride
            for i in 0..<width { target[i] += a[i] }
            row += 1
        }
    }

    /// The sum of contiguous elements, with 64 running sums.
    static func total(_ source: UnsafePointer<Float>, count: Int) -> Float {
        var a = SIMD16<Float>.zero
        var b = a
        var c = a
        var d = a
        var i = 0
        let raw = UnsafeRawPointer(source)
        while i + 64 <= count {
            a += raw.loadUnaligned(fromByteOffset: 4 * i, as: SIMD16<Float>.self)
            b += raw.loadUnaligned(fromByteOffset: 4 * i + 64, as: SIMD16<Float>.self)
            c += raw.loadUnaligned(fromByteOffset: 4 * i + 128, as: SIMD16<Float>.self)
            d += raw.loadUnaligned(fromByteOffset: 4 * i + 192, as: SIMD16<Float>.self)
            i += 64
        }
        while i + 16 <= count {
            a += raw.loadUnaligned(fromByteOffset: 4 * i, as: SIMD16<Float>.self)
            i += 16
        }
        var rest: Float = 0
        while i < count {
            rest += source[i]
            i += 1
        }
        return ((a + b) + (c + d)).sum() + rest
    }
}
