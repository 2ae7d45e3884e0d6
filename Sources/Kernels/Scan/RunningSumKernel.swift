/// Running sums along the middle axis of dense memory `[outer, length, inner]`, in double precision, rounded as they are written.
///
/// A long row of contiguous elements is cut into strips of a fixed length: their sums first, then eight strips are run through side by side,
/// for an addition waits for the one before it. So the bits do not depend on the threads.
package enum RunningSumKernel {
    /// Elements of a strip.
    private static var strip: Int { 2_048 }
    /// Strips, or rows, that are run through together.
    private static var side: Int { 8 }

    /// `target[o, k, i] = Σ_{j ≤ k} source[o, j, i]`.
    package static func run(
        _ source: UnsafePointer<Float>, outer: Int, length: Int, inner: Int, into target: UnsafeMutablePointer<Float>
    ) {
        guard outer > 0, length > 0, inner > 0 else { return }
        if inner > 1 { return runColumns(source, outer, length, inner, target) }
        if length <= 2 * strip { return runRows(source, outer, length, target) }
        let strips = (length + strip - 1) / strip
        BufferPool.withScratch(2 * outer * strips) { scratch in
            let before = UnsafeMutableRawPointer(scratch).bindMemory(to: Double.self, capacity: outer * strips)
            Threads.parallelFor(outer * strips, grain: 16) { range in
                for index in range {
                    let (row, place) = (index / strips, index % strips * strip)
                    before[index] = SumKernel.total(source + row * length + place, count: min(strip, length - place))
                }
            }
            for row in 0..<outer {
                var sum = 0.0
                for index in row * strips..<(row + 1) * strips { (sum, before[index]) = (sum + before[index], sum) }
            }
            let groups = (strips + side - 1) / side
            Threads.parallelFor(outer * groups, grain: 1) { range in
                for index in range {
                    let (row, first) = (index / groups, index % groups * side)
                    let start = row * length + first * strip
                    sideBySide(
                        source + start, min(side * strip, length - first * strip), apart: strip,
                        before + row * strips + first, target + start)
                }
            }
        }
    }

    /// Short rows, eight together.
    private static func runRows(
        _ source: UnsafePointer<Float>, _ rows: Int, _ length: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        let groups = (rows + side - 1) / side
        Threads.parallelFor(groups, grain: max(1, 4_096 / length)) { range in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: side) { zeros in
                zeros.update(repeating: 0)
                for group in range {
                    let start = group * side * length
                    sideBySide(
                        source + start, min(side, rows - group * side) * length, apart: length, zeros.baseAddress!, target + start
                    )
                }
            }
        }
    }

    /// `count` elements as up to eight runs of `length`, each begun with its sum so far; the last may be shorter.
    ///
    /// The runs take turns, a line of memory each: while one waits for its additions the next begins.
    private static func sideBySide(
        _ source: UnsafePointer<Float>, _ count: Int, apart length: Int, _ before: UnsafePointer<Double>,
        _ target: UnsafeMutablePointer<Float>
    ) {
        let (turn, runs) = (16, (count + length - 1) / length)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: side) { buffer in
            let sums = buffer.baseAddress!
            sums.update(from: before, count: runs)
            var place = 0
            while place &+ turn <= min(length, count &- (runs &- 1) &* length) {
                for run in 0..<runs {
                    let (a, b) = (source + (run &* length &+ place), target + (run &* length &+ place))
                    var sum = sums[run]
                    for i in 0..<turn {
                        sum += Double(a[i])
                        b[i] = Float(sum)
                    }
                    sums[run] = sum
                }
                place &+= turn
            }
            for run in 0..<runs {
                var sum = sums[run]
                for i in run * length + place..<min((run + 1) * length, count) {
                    sum += Double(source[i])
                    target[i] = Float(sum)
                }
            }
        }
    }

    /// Along an axis that is not the last: the sums of many columns stand in one vector.
    private static func runColumns(
        _ source: UnsafePointer<Float>, _ outer: Int, _ length: Int, _ inner: Int, _ target: UnsafeMutablePointer<Float>
    ) {
        let tile = 256
        let tiles = (inner + tile - 1) / tile
        Threads.parallelFor(outer * tiles, grain: max(1, 16_384 / (length * min(inner, tile)))) { range in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: tile) { buffer in
                let sums = buffer.baseAddress!
                for index in range {
                    let column = index % tiles * tile
                    let width = min(tile, inner - column)
                    sums.update(repeating: 0, count: width)
                    for row in 0..<length {
                        let start = (index / tiles * length + row) * inner + column
                        let (a, b) = (source + start, target + start)
                        for i in 0..<width {
                            let sum = sums[i] + Double(a[i])
                            sums[i] = sum
                            b[i] = Float(sum)
                        }
                    }
                }
            }
        }
    }
}
