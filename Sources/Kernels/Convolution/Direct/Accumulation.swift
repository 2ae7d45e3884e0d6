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
        let wide = blocks.registerFloats == 16
        for block in 0..<blocks.count {
            let gradient = gradient + blocks.channels(of: block).lowerBound
            for tap in 0..<tapCount {
                var step = 0
                while step < steps {
                    let sums = packed + ((block * tapCount + tap) * steps + step) * blocks.lanes
                    let source = input + taps[tap] + (blocks.paired ? 2 * step : step)
                    let left = steps - step
                    // Twelve sums use the registers best; four leave the units waiting, so 16 is twice eight.
                    let length = left >= 12 && left != 16 ? 12 : left >= 8 ? 8 : 4
                    let walk = Walk(input: source, gradient: gradient, rowLength: rowLength, sources: sources, points: points)
                    switch (blocks.paired, blocks.registers, length) {
                    case (true, _, 12): walk.pairs12(sums)
                    case (true, _, 8): walk.pairs8(sums)
                    case (true, _, _): walk.pairs4(sums)
                    case (false, 1, 12): wide ? walk.singles12(sums, SIMD16.zero) : walk.singles12(sums, SIMD8.zero)
                    case (false, 1, 8): wide ? walk.singles8(sums, SIMD16.zero) : walk.singles8(sums, SIMD8.zero)
                    case (false, 1, _): wide ? walk.singles4(sums, SIMD16.zero) : walk.singles4(sums, SIMD8.zero)
                    case (false, _, 12): walk.doubles12(sums)
                    case (false, _, 8): walk.doubles8(sums)
                    case (false, _, _): walk.doubles4(sums)
                    }
                    step += length
                }
            }
        }
    }

    /// Steps of a tap rounded up to the four of the narrowest loop.
    var paddedSteps: Int { (blocks.steps(run) + 3) / 4 * 4 }
}

/// Sums over the points, written out for each number of steps and registers.
private struct Walk {
    let input: UnsafePointer<Float>
    let gradient: UnsafePointer<Float>
    let rowLength: Int
    let sources: UnsafePointer<Int32>
    let points: Int

    /// Calls `body` with the inputs and gradients of each point.
    @inline(__always)
    private func forEachPoint(_ body: (_ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>) -> Void) {
        var row = gradient
        var point = 0
        while point < points {
            body(input + Int(sources[point]), row)
            row += rowLength
            point &+= 1
        }
    }

    @inline(__always)
    func singles4<R: Register>(_ packed: UnsafeMutablePointer<Float>, _ zero: R) {
        var a = RunSums<R>()
        forEachPoint { x, g in a.addSingles(x, times: R(at: g)) }
        a.add(to: packed, stride: R.count)
    }

    @inline(__always)
    func singles8<R: Register>(_ packed: UnsafeMutablePointer<Float>, _ zero: R) {
        var a = RunSums<R>(), b = RunSums<R>()
        forEachPoint { x, g in
            let g = R(at: g)
            a.addSingles(x, times: g)
            b.addSingles(x + 4, times: g)
        }
        a.add(to: packed, stride: R.count)
        b.add(to: packed + 4 * R.count, stride: R.count)
    }

    @inline(__always)
    func singles12<R: Register>(_ packed: UnsafeMutablePointer<Float>, _ zero: R) {
        var a = RunSums<R>(), b = RunSums<R>(), c = RunSums<R>()
        forEachPoint { x, g in
            let g = R(at: g)
            a.addSingles(x, times: g)
            b.addSingles(x + 4, times: g)
            c.addSingles(x + 8, times: g)
        }
        a.add(to: packed, stride: R.count)
        b.add(to: packed + 4 * R.count, stride: R.count)
        c.add(to: packed + 8 * R.count, stride: R.count)
    }

    func doubles4(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>(), d = RunSums<Lanes>()
        forEachPoint { x, g in a.addDoubles(x, times: Lanes(at: g), Lanes(at: g + 16), &d) }
        a.add(to: packed, stride: 32)
        d.add(to: packed + 16, stride: 32)
    }

    func doubles8(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>(), b = RunSums<Lanes>(), d = RunSums<Lanes>(), e = RunSums<Lanes>()
        forEachPoint { x, g in
            let (g, h) = (Lanes(at: g), Lanes(at: g + 16))
            a.addDoubles(x, times: g, h, &d)
            b.addDoubles(x + 4, times: g, h, &e)
        }
        a.add(to: packed, stride: 32)
        b.add(to: packed + 128, stride: 32)
        d.add(to: packed + 16, stride: 32)
        e.add(to: packed + 144, stride: 32)
    }

    func doubles12(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>(), b = RunSums<Lanes>(), c = RunSums<Lanes>(), d = RunSums<Lanes>(), e = RunSums<Lanes>(),
            f = RunSums<Lanes>()
        forEachPoint { x, g in
            let (g, h) = (Lanes(at: g), Lanes(at: g + 16))
            a.addDoubles(x, times: g, h, &d)
            b.addDoubles(x + 4, times: g, h, &e)
            c.addDoubles(x + 8, times: g, h, &f)
        }
        a.add(to: packed, stride: 32)
        b.add(to: packed + 128, stride: 32)
        c.add(to: packed + 256, stride: 32)
        d.add(to: packed + 16, stride: 32)
        e.add(to: packed + 144, stride: 32)
        f.add(to: packed + 272, stride: 32)
    }

    func pairs4(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>()
        forEachPoint { x, g in a.addPairs(x, times: Lanes(twiceAt: g)) }
        a.add(to: packed, stride: 16)
    }

    func pairs8(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>(), b = RunSums<Lanes>()
        forEachPoint { x, g in
            let g = Lanes(twiceAt: g)
            a.addPairs(x, times: g)
            b.addPairs(x + 8, times: g)
        }
        a.add(to: packed, stride: 16)
        b.add(to: packed + 64, stride: 16)
    }

    func pairs12(_ packed: UnsafeMutablePointer<Float>) {
        var a = RunSums<Lanes>(), b = RunSums<Lanes>(), c = RunSums<Lanes>()
        forEachPoint { x, g in
            let g = Lanes(twiceAt: g)
            a.addPairs(x, times: g)
            b.addPairs(x + 8, times: g)
            c.addPairs(x + 16, times: g)
        }
        a.add(to: packed, stride: 16)
        b.add(to: packed + 64, stride: 16)
        c.add(to: packed + 128, stride: 16)
    }
}
