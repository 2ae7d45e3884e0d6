/// The loop of the derivative by the weights: for each position of a tap's run, sum input × output gradient over many points.
struct Accumulation {
    /// Where each point's inputs begin.
    let sources: UnsafePointer<Int32>
    let points: Int
    let taps: UnsafePointer<Int>
    let tapCount: Int
    let blocks: ChannelBlocks
    let run: Int

    /// Adds to `packed` (`[block][tap][step][lane]`, as `FilterPacking`, with the steps of a tap padded to `paddedSteps`).
    /// Output gradients of a point are `rowLength` floats, of which whole registers may be read.
    func run(
        _ input: UnsafePointer<Float>, gradient: UnsafePointer<Float>, rowLength: Int, packed: UnsafeMutablePointer<Float>
    ) {
        let steps = paddedSteps
        for block in 0..<blocks.count {
            let gradient = gradient + blocks.channels(of: block).lowerBound
            for tap in 0..<tapCount {
                var step = 0
                while step < steps {
                    let sums = packed + ((block * tapCount + tap) * steps + step) * blocks.lanes
                    let left = steps - step
                    let source = input + taps[tap] + (blocks.paired ? 2 * step : step)
                    // Twelve sums use the registers best; what is left over takes the narrower loops.
                    let length = left >= 12 ? 12 : left >= 8 ? 8 : 4
                    switch (blocks.paired, blocks.registers, length) {
                    case (true, _, 12): pairs(source, gradient, rowLength, sums, InlineArray<12, Lanes>(repeating: .zero))
                    case (true, _, 8): pairs(source, gradient, rowLength, sums, InlineArray<8, Lanes>(repeating: .zero))
                    case (true, _, _): pairs(source, gradient, rowLength, sums, InlineArray<4, Lanes>(repeating: .zero))
                    case (_, 1, 12):
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<12, InlineArray<1, Lanes>>(repeating: .init(repeating: .zero)))
                    case (_, 1, 8):
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<8, InlineArray<1, Lanes>>(repeating: .init(repeating: .zero)))
                    case (_, 1, _):
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<4, InlineArray<1, Lanes>>(repeating: .init(repeating: .zero)))
                    case (_, _, 12):
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<12, InlineArray<2, Lanes>>(repeating: .init(repeating: .zero)))
                    case (_, _, 8):
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<8, InlineArray<2, Lanes>>(repeating: .init(repeating: .zero)))
                    default:
                        singles(
                            source, gradient, rowLength, sums,
                            InlineArray<4, InlineArray<2, Lanes>>(repeating: .init(repeating: .zero)))
                    }
                    step += length
                }
            }
        }
    }

    /// Steps of a tap rounded up to the four of the narrowest loop.
    var paddedSteps: Int { (blocks.steps(run) + 3) / 4 * 4 }

    @inline(__always)
    private func singles<let P: Int, let R: Int>(
        _ input: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ rowLength: Int,
        _ packed: UnsafeMutablePointer<Float>, _ zero: InlineArray<P, InlineArray<R, Lanes>>
    ) {
        var sums = zero
        var row = gradient
        var point = 0
        while point < points {
            let x = input + Int(sources[point])
            var g = InlineArray<R, Lanes>(repeating: .zero)
            for r in 0..<R { g[r] = Lanes(at: row + 16 &* r) }
            for p in 0..<P {
                let value = Lanes(repeating: x[p])
                for r in 0..<R { sums[p][r].addProduct(g[r], value) }
            }
            row += rowLength
            point &+= 1
        }
        for p in 0..<P {
            for r in 0..<R {
                let target = packed + 16 &* (p &* R &+ r)
                (Lanes(at: target) + sums[p][r]).store(to: target)
            }
        }
    }

    @inline(__always)
    private func pairs<let P: Int>(
        _ input: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, _ rowLength: Int,
        _ packed: UnsafeMutablePointer<Float>, _ zero: InlineArray<P, Lanes>
    ) {
        var sums = zero
        var row = gradient
        var point = 0
        while point < points {
            let x = input + Int(sources[point])
            let half = UnsafeRawPointer(row).loadUnaligned(as: SIMD8<Float>.self)
            var g = Lanes.zero
            g.evenHalf = half
            g.oddHalf = half
            for p in 0..<P { sums[p].addProduct(g, Lanes(pairAt: x + 2 &* p)) }
            row += rowLength
            point &+= 1
        }
        for p in 0..<P {
            let target = packed + 16 &* p
            (Lanes(at: target) + sums[p]).store(to: target)
        }
    }
}
