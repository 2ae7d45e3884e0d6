/// Mean and variance of each channel over many rows `[rows, channels]`.
package enum BatchStatistics {
    /// Writes the mean and the biased variance (divided by `rows`).
    ///
    /// Blocks of 16 KiB are summed around their own mean and joined in double precision (Chan, Golub and LeVeque 1979), so neither a
    /// large mean nor many rows cost digits; the blocks and their order depend on the sizes alone, and so does the result.
    package static func compute(
        rows: Int, channels: Int, input: Elements, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>
    ) {
        if input.type == .bf16 {
            compute(rows, channels, input.pointer(to: BFloat16.self), mean, variance)
        } else {
            compute(rows, channels, input.floats, mean, variance)
        }
    }

    private static func compute<Element: StoredElement>(
        _ rows: Int, _ channels: Int, _ input: UnsafePointer<Element>, _ mean: UnsafeMutablePointer<Float>,
        _ variance: UnsafeMutablePointer<Float>
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
            let joined = join(layout, partial)
            for channel in 0..<channels {
                var moments = Moments()
                for lane in stride(from: channel, to: layout.wideRows > 0 ? layout.width : 0, by: channels) {
                    moments.join(
                        Double(layout.wideRows), mean: joined[lane], squares: joined[layout.width + lane])
                }
                for row in layout.rest { moments.join(1, mean: Double(input[row * channels + channel].float), squares: 0) }
                mean[channel] = Float(moments.mean)
                variance[channel] = Float(moments.count > 0 ? moments.squares / moments.count : 0)
            }
        }
    }

    /// Mean and sum of squares about it of every lane, its blocks joined in order; the counts, and so the weights, are all lanes' alike.
    private static func join(_ layout: ChannelRows, _ partial: UnsafePointer<Float>) -> [Double] {
        let width = layout.width
        return [Double](unsafeUninitializedCapacity: 2 * width) { joined, count in
            count = 2 * width
            guard let mean = joined.baseAddress else { return }
            let squares = mean + width
            mean.update(repeating: 0, count: 2 * width)
            for block in 0..<layout.blocks {
                let (before, rows) = (Double(layout.block(block).lowerBound), Double(layout.block(block).count))
                let sums = partial + block * 2 * width
                let (inverse, share) = (1 / rows, rows / (before + rows))
                let between = before * share
                // As whole vectors: the lanes of a row are a multiple of eight.
                for lane in stride(from: 0, to: width, by: 8) {
                    let delta = SIMD8<Double>(SIMD8<Float>(at: sums + lane)) * inverse - load(mean + lane)
                    store(load(mean + lane) + delta * share, mean + lane)
                    let own = SIMD8<Double>(SIMD8<Float>(at: sums + width + lane))
                    store(load(squares + lane) + own + delta * delta * between, squares + lane)
                }
            }
        }
    }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<Double>) -> SIMD8<Double> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Double>.self)
    }

    @inline(__always)
    private static func store(_ lanes: SIMD8<Double>, _ pointer: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: lanes, as: SIMD8<Double>.self)
    }

    private static func sums<Element: StoredElement>(
        _ layout: ChannelRows, _ rows: Range<Int>, _ input: UnsafePointer<Element>, _ result: UnsafeMutablePointer<Float>
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
    private static func total<Element: StoredElement>(
        _ column: UnsafePointer<Element>, _ rows: Int, _ width: Int, _ term: (Lanes) -> Lanes
    ) -> Lanes {
        var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var p = column
        var row = 0
        while row &+ 4 <= rows {
            a += term(Element.lanes(at: p))
            b += term(Element.lanes(at: p + width))
            c += term(Element.lanes(at: p + 2 &* width))
            d += term(Element.lanes(at: p + 3 &* width))
            p += 4 &* width
            row &+= 4
        }
        while row < rows {
            a += term(Element.lanes(at: p))
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
