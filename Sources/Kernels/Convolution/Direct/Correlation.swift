/// The loop all direct convolutions share: each of many points sums `taps` runs of inputs against packed weights.
struct Correlation {
    /// Points of one tile: with one register each, eight sums in flight hide the latency of a fused multiply-add.
    static let tile = 8

    /// Where each point's inputs begin, and where its outputs go; both padded to a multiple of `tile` by repeating the last.
    let sources: UnsafePointer<Int32>
    let targets: UnsafePointer<Int32>
    let points: Int
    /// Offsets of the taps' runs from a point's first input.
    let taps: UnsafePointer<Int>
    let tapCount: Int
    let blocks: ChannelBlocks
    let run: Int

    /// Computes every channel block. `bias` has `blocks.count · blocks.lanes` numbers, one a lane.
    func run(
        _ input: UnsafePointer<Float>, packed: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        output: UnsafeMutablePointer<Float>
    ) {
        let blockCount = tapCount * blocks.steps(run) * blocks.lanes
        for block in 0..<blocks.count {
            let channels = blocks.channels(of: block)
            let (weights, bias, output) = (packed + block * blockCount, bias + block * blocks.lanes, output + channels.lowerBound)
            if blocks.paired {
                pairs(input, weights, bias, output, channels.count)
            } else if blocks.registers == 2 {
                doubles(input, weights, bias, output, channels.count)
            } else if blocks.registerFloats == 16 {
                singles(input, weights, SIMD16(at: bias), output, channels.count)
            } else {
                singles(input, weights, SIMD8(at: bias), output, channels.count)
            }
        }
    }

    /// A lane is a channel; one register.
    @inline(__always)
    private func singles<R: Register>(
        _ input: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ bias: R, _ output: UnsafeMutablePointer<Float>,
        _ channels: Int
    ) {
        var point = 0
        while point < points {
            // Two sets of sums where there are 32 registers: with eight in flight alone, each would wait for the one before it.
            var sums = TileSums(bias), odd = TileSums(R.zero)
            let inputs = TileInputs(input, sources + point)
            var weights = packed
            for tap in 0..<tapCount {
                var i = taps[tap]
                let end = i &+ run
                if R.count == 16 {
                    while i &+ 1 < end {
                        inputs.addSingles(i, times: R(at: weights), to: &sums)
                        inputs.addSingles(i &+ 1, times: R(at: weights + R.count), to: &odd)
                        weights += 2 &* R.count
                        i &+= 2
                    }
                }
                while i < end {
                    inputs.addSingles(i, times: R(at: weights), to: &sums)
                    weights += R.count
                    i &+= 1
                }
            }
            if R.count == 16 { sums.add(odd) }
            sums.store(to: output, targets + point, first: channels)
            point &+= 8
        }
    }

    /// A lane is a channel; two registers.
    private func doubles(
        _ input: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ channels: Int
    ) {
        var point = 0
        while point < points {
            var low = TileSums(Lanes(at: bias)), high = TileSums(Lanes(at: bias + 16))
            let inputs = TileInputs(input, sources + point)
            var weights = packed
            for tap in 0..<tapCount {
                var i = taps[tap]
                let end = i &+ run
                while i < end {
                    inputs.addDoubles(i, times: Lanes(at: weights), Lanes(at: weights + 16), to: &low, &high)
                    weights += 32
                    i &+= 1
                }
            }
            low.store(to: output, targets + point, first: channels)
            high.store(to: output + 16, targets + point, first: channels &- 16)
            point &+= 8
        }
    }

    /// Two lanes a channel.
    private func pairs(
        _ input: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ channels: Int
    ) {
        let length = 2 &* blocks.steps(run)
        var point = 0
        while point < points {
            var sums = TileSums(Lanes(at: bias)), odd = TileSums(Lanes.zero)
            let inputs = TileInputs(input, sources + point)
            var weights = packed
            for tap in 0..<tapCount {
                var i = taps[tap]
                let end = i &+ length
                while i &+ 2 < end {
                    inputs.addPairs(i, times: Lanes(at: weights), to: &sums)
                    inputs.addPairs(i &+ 2, times: Lanes(at: weights + 16), to: &odd)
                    weights += 32
                    i &+= 4
                }
                if i < end {
                    inputs.addPairs(i, times: Lanes(at: weights), to: &sums)
                    weights += 16
                }
            }
            sums.add(odd)
            sums.storePairs(to: output, targets + point, first: channels)
            point &+= 8
        }
    }
}
