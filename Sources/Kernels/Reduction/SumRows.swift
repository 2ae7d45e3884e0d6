/// The sums of every block of rows of dense memory `[outer, reduced, inner]`, in double precision.
struct SumRows {
    let source: UnsafePointer<Float>
    let outer: Int
    let reduced: Int
    let inner: Int
    let rowsPerBlock: Int

    var blocks: Int { (reduced + rowsPerBlock - 1) / rowsPerBlock }

    /// Calls `body` for parts of the sums `[outer, blocks, inner]`, each once, several at once: where the part begins, and its numbers.
    @inline(__always)
    func forEach(tile: Int, _ body: (_ place: Int, _ sums: UnsafeMutablePointer<Double>, _ count: Int) -> Void) {
        let blocks = self.blocks
        let tiles = (inner + tile - 1) / tile
        let work = rowsPerBlock * min(inner, tile)
        Threads.parallelFor(outer * blocks * tiles, grain: max(1, 32_768 / work)) { range in
            // A narrow row is summed as several side by side.
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(min(tile, inner), Self.narrow) + 128) { buffer in
                let sums = buffer.baseAddress!
                for index in range {
                    let (place, column) = (index / tiles, index % tiles * tile)
                    let (o, first) = (place / blocks, place % blocks * rowsPerBlock)
                    let width = min(tile, inner - column)
                    add(
                        source + (o * reduced + first) * inner + column, rows: min(rowsPerBlock, reduced - first), width: width,
                        into: sums)
                    body(place * inner + column, sums, width)
                }
            }
        }
    }

    /// Rows of fewer columns are added several at once.
    private static var narrow: Int { 64 }

    /// Writes the sums of `rows` rows of `width` elements, `inner` apart.
    private func add(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, into sums: UnsafeMutablePointer<Double>
    ) {
        if inner == 1 {
            sums[0] = SumKernel.total(source, count: rows)
        } else if width >= Self.narrow || width != inner || rows < 8 {
            addRows(source, rows: rows, width: width, stride: inner, into: sums)
        } else {
            let fold = min(rows / 2, 2 * Self.narrow / width)
            let wide = rows / fold
            addRows(source, rows: wide, width: fold * width, stride: fold * width, into: sums)
            for part in 1..<fold {
                for i in 0..<width { sums[i] += sums[part &* width &+ i] }
            }
            for row in wide * fold..<rows {
                for i in 0..<width { sums[i] += Double(source[row &* width &+ i]) }
            }
        }
    }

    private func addRows(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, stride: Int, into sums: UnsafeMutablePointer<Double>
    ) {
        sums.update(repeating: 0, count: width)
        var row = 0
        // Eight rows a pass, added as a tree of floats: the sums are loaded and stored an eighth as often. The compiler makes vectors of these
        // loops; of vectors written by hand it calls a function for each that is widened.
        while row + 8 <= rows {
            let first = source + row * stride
            let (a, b, c, d) = (first, first + stride, first + 2 * stride, first + 3 * stride)
            let (e, f, g, h) = (a + 4 * stride, b + 4 * stride, c + 4 * stride, d + 4 * stride)
            for i in 0..<width {
                let x = (a[i] + b[i]) + (c[i] + d[i])
                let y = (e[i] + f[i]) + (g[i] + h[i])
                sums[i] += Double(x + y)
            }
            row += 8
        }
        while row < rows {
            let a = source + row * stride
            for i in 0..<width { sums[i] += Double(a[i]) }
            row += 1
        }
    }
}
