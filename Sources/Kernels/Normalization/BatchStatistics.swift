/// Mean and variance of each channel over many rows `[rows, channels]`.
package enum BatchStatistics {
    /// Writes the mean and the biased variance (divided by `rows`).
    ///
    /// Blocks of 16 KiB are summed around their own mean and joined in double precision (Chan, Golub and LeVeque 1979), so neither a
    /// large mean nor many rows cost digits; the blocks and their order depend on the sizes alone, and so does the result.
    package static func compute(
        rows: Int, channels: Int, input: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
        variance: UnsafeMutablePointer<Float>
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        let blocks = layout.blocks
        // [block][sum | sum of squares about the lane's mean in the block][lane]
        BufferPool.withScratch(blocks * 2 * layout.width) { partial in
            Threads.parallelFor(blocks, grain: 4) { range in
                for block in range {
                    sums(layout, layout.block(block), input, partial + block * 2 * layout.width)
                }
            }
            for channel in 0..<channels {
                var joined = Moments()
                for block in 0..<blocks {
                    let count = Double(layout.block(block).count)
                    let sums = partial + block * 2 * layout.width
                    for lane in stride(from: channel, to: layout.width, by: channels) {
                        joined.join(count, mean: Double(sums[lane]) / count, squares: Double(sums[layout.width + lane]))
                    }
                }
                for row in layout.rest { joined.join(1, mean: Double(input[row * channels + channel]), squares: 0) }
                mean[channel] = Float(joined.mean)
                variance[channel] = Float(joined.count > 0 ? joined.squares / joined.count : 0)
            }
        }
    }

    private static func sums(
        _ layout: ChannelRows, _ rows: Range<Int>, _ input: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>
    ) {
        let width = layout.width
        let share = Lanes(repeating: 1 / Float(rows.count))
        for lane in stride(from: 0, to: width, by: Lanes.count) {
            let column = input + rows.lowerBound * width + lane
            let sum = total(column, rows.count, width) { $0 }
            let mean = sum * share
            let squares = total(column, rows.count, width) { x in
                let d = x - mean
                return d * d
            }
            sum.store(to: result + lane)
            squares.store(to: result + width + lane)
        }
    }

    /// Sums down a column, four rows at a time: one alone would wait for each addition.
    @inline(__always)
    private static func total(_ column: UnsafePointer<Float>, _ rows: Int, _ width: Int, _ term: (Lanes) -> Lanes) -> Lanes {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var p = column
        var row = 0
        while row &+ 4 <= rows {
            a += term(Lanes(at: p))
            b += term(Lanes(at: p + width))
            c += term(Lanes(at: p + 2 &* width))
            d += term(Lanes(at: p + 3 &* width))
            p += 4 &* width
            row &+= 4
        }
        while row < rows {
            a += term(Lanes(at: p))
            p += width
            row &+= 1
        }
        return (a + b) + (c + d)
    }

    /// Count, mean and sum of squares about the mean.
    private struct Moments {
        var count = 0.0, mean = 0.0, squares = 0.0

        mutating func join(_ n: Double, mean other: Double, squares more: Double) {
            let total = count + n
            let delta = other - mean
            mean += delta * n / total
            squares += more + delta * delta * count * n / total
            count = total
        }
    }
}
