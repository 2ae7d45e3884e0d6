/// Sums of dense memory seen as `[outer, reduced, inner]`, over the middle axis.
///
/// A few elements are added as floats, in a tree, and the rest in double precision, rounded once at the end: the sum of a million numbers
/// has the digits of a sum of eight. Rows are cut in blocks of a fixed size, whatever the number of threads, so a sum is the same bits on
/// any of them.
package enum SumKernel {
    /// Elements of one block.
    private static var block: Int { 16_384 }
    /// Columns summed together: their sums stay in the first cache while rows are added to them.
    private static var tile: Int { 1_024 }

    /// `target[o, i] = Σ_r source[o, r, i] / divisor`.
    package static func sum(
        _ source: UnsafePointer<Float>, outer: Int, reduced: Int, inner: Int, dividedBy divisor: Double = 1,
        into target: UnsafeMutablePointer<Float>
    ) {
        guard outer > 0, inner > 0 else { return }
        guard reduced > 0 else { return ElementwiseKernel.fill(target, with: 0, count: outer * inner) }
        if inner == 1 && reduced < 32 {
            return sumShortRows(source, outer: outer, reduced: reduced, dividedBy: divisor, into: target)
        }
        let rowsPerBlock = max(64, block / inner)
        let rows = SumRows(source: source, outer: outer, reduced: reduced, inner: inner, rowsPerBlock: min(rowsPerBlock, reduced))
        guard rows.blocks > 1 else {
            return rows.forEach(tile: tile) { place, sums, count in
                for i in 0..<count { target[place + i] = Float(sums[i] / divisor) }
            }
        }
        // Partial sums [outer, blocks, inner], then the sum of those.
        BufferPool.withScratch(2 * outer * rows.blocks * inner) { scratch in
            let partial = UnsafeMutableRawPointer(scratch).bindMemory(to: Double.self, capacity: outer * rows.blocks * inner)
            rows.forEach(tile: tile) { place, sums, count in (partial + place).update(from: sums, count: count) }
            Threads.parallelFor(outer * inner, grain: max(1, block / rows.blocks)) { range in
                for index in range {
                    let first = partial + (index / inner * rows.blocks * inner + index % inner)
                    var total = 0.0
                    for block in 0..<rows.blocks { total += first[block &* inner] }
                    target[index] = Float(total / divisor)
                }
            }
        }
    }

    /// `Σ_i a[i] · b[i]`, products and sums in double precision.
    package static func dot(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, into target: UnsafeMutablePointer<Float>
    ) {
        let blocks = (count + block - 1) / block
        target[0] = 0
        BufferPool.withScratch(2 * blocks) { scratch in
            let partial = UnsafeMutableRawPointer(scratch).bindMemory(to: Double.self, capacity: blocks)
            Threads.parallelFor(blocks, grain: 2) { range in
                for index in range {
                    let first = index * block
                    partial[index] = products(a + first, b + first, count: min(block, count - first))
                }
            }
            var total = 0.0
            for index in 0..<blocks { total += partial[index] }
            target[0] = Float(total)
        }
    }

    /// Rows so short that a call for each would cost more than the sum.
    private static func sumShortRows(
        _ source: UnsafePointer<Float>, outer: Int, reduced: Int, dividedBy divisor: Double,
        into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(outer, grain: 4_096) { range in
            for o in range {
                let row = source + o * reduced
                var total = 0.0
                for i in 0..<reduced { total += Double(row[i]) }
                target[o] = Float(total / divisor)
            }
        }
    }

    /// The sum of contiguous elements: sixteen registers as a tree of floats, what they give in double precision.
    static func total(_ source: UnsafePointer<Float>, count: Int) -> Double {
        let group = 16 * Lanes.count
        var (low, high) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var (place, left) = (source, count)
        // The floats pass through memory: a register that is made and widened at once is taken apart by the optimiser.
        if left >= group {
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 16 * Lanes.count) { buffer in
                let floats = buffer.baseAddress!
                while left >= group {
                    let groups = min(left / group, 16)
                    for index in 0..<groups {
                        (tree(place) + tree(place + group / 2)).store(to: floats + index &* Lanes.count)
                        place += group
                    }
                    for index in 0..<groups {
                        low += SIMD8<Double>(SIMD8(at: floats + index &* Lanes.count))
                        high += SIMD8<Double>(SIMD8(at: floats + (index &* Lanes.count &+ 8)))
                    }
                    left -= groups * group
                }
            }
        }
        while left >= Lanes.count {
            low += SIMD8<Double>(SIMD8(at: place))
            high += SIMD8<Double>(SIMD8(at: place + 8))
            (place, left) = (place + Lanes.count, left - Lanes.count)
        }
        var rest = 0.0
        for i in 0..<left { rest += Double(place[i]) }
        return (low + high).sum() + rest
    }

    /// Eight registers.
    @inline(__always)
    private static func tree(_ p: UnsafePointer<Float>) -> Lanes {
        let first = (Lanes(at: p) + Lanes(at: p + 16)) + (Lanes(at: p + 32) + Lanes(at: p + 48))
        return first + ((Lanes(at: p + 64) + Lanes(at: p + 80)) + (Lanes(at: p + 96) + Lanes(at: p + 112)))
    }

    private static func products(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double {
        var (low, high) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var i = 0
        while i &+ 16 <= count {
            low += SIMD8<Double>(SIMD8(at: a + i)) * SIMD8<Double>(SIMD8(at: b + i))
            high += SIMD8<Double>(SIMD8(at: a + i + 8)) * SIMD8<Double>(SIMD8(at: b + i + 8))
            i &+= 16
        }
        var rest = 0.0
        while i < count {
            rest += Double(a[i]) * Double(b[i])
            i &+= 1
        }
        return (low + high).sum() + rest
    }

    /// The sum of a row of contiguous floats in floats, sixty-four partial sums at a time: for rows of hundreds, where that costs no digits.
    static func shortTotal(_ source: UnsafePointer<Float>, count: Int) -> Float {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var i = 0
        while i &+ 64 <= count {
            a += Lanes(at: source + i)
            b += Lanes(at: source + (i &+ 16))
            c += Lanes(at: source + (i &+ 32))
            d += Lanes(at: source + (i &+ 48))
            i &+= 64
        }
        while i &+ 16 <= count {
            a += Lanes(at: source + i)
            i &+= 16
        }
        var rest: Float = 0
        while i < count {
            rest += source[i]
            i &+= 1
        }
        return ((a + b) + (c + d)).sum() + rest
    }

    /// The sum of products of two such rows.
    static func shortProducts(_ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int) -> Float {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var i = 0
        while i &+ 64 <= count {
            a.addProduct(Lanes(at: first + i), Lanes(at: second + i))
            b.addProduct(Lanes(at: first + (i &+ 16)), Lanes(at: second + (i &+ 16)))
            c.addProduct(Lanes(at: first + (i &+ 32)), Lanes(at: second + (i &+ 32)))
            d.addProduct(Lanes(at: first + (i &+ 48)), Lanes(at: second + (i &+ 48)))
            i &+= 64
        }
        while i &+ 16 <= count {
            a.addProduct(Lanes(at: first + i), Lanes(at: second + i))
            i &+= 16
        }
        var rest: Float = 0
        while i < count {
            rest += first[i] * second[i]
            i &+= 1
        }
        return ((a + b) + (c + d)).sum() + rest
    }
}
