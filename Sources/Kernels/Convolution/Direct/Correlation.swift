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

    /// Computes every channel block. `bias` has `blocks.count · blocks.lanes` numbers, those without a channel zero.
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
            } else if blocks.registers == 1 {
                singles(input, weights, bias, output, channels.count, InlineArray<1, Lanes>(repeating: .zero))
            } else {
                singles(input, weights, bias, output, channels.count, InlineArray<2, Lanes>(repeating: .zero))
            }
        }
    }

    /// A lane is a channel; `R` registers.
    @inline(__always)
    private func singles<let R: Int>(
        _ input: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ channels: Int, _ zero: InlineArray<R, Lanes>
    ) {
        var start = zero
        for r in 0..<R { start[r] = Lanes(at: bias + 16 &* r) }
        var point = 0
        while point < points {
            var sums = InlineArray<8, InlineArray<R, Lanes>>(repeating: start)
            var inputs = InlineArray<8, UnsafePointer<Float>>(repeating: input)
            for p in 0..<8 { inputs[p] = input + Int(sources[point &+ p]) }
            var weights = packed
            var tap = 0
            while tap < tapCount {
                var i = taps[tap]
                let end = i &+ run
                while i < end {
                    var w = zero
                    for r in 0..<R { w[r] = Lanes(at: weights + 16 &* r) }
                    for p in 0..<8 {
                        let x = Lanes(repeating: inputs[p][i])
                        for r in 0..<R { sums[p][r].addProduct(w[r], x) }
                    }
                    weights += 16 &* R
                    i &+= 1
                }
                tap &+= 1
            }
            for p in 0..<8 {
                let target = output + Int(targets[point &+ p])
                for r in 0..<R { sums[p][r].store(to: target + 16 &* r, first: channels &- 16 &* r) }
            }
            point &+= 8
        }
    }

    /// Two lanes a channel.
    @inline(__always)
    private func pairs(
        _ input: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ channels: Int
    ) {
        var start = Lanes.zero
        for c in 0..<channels { start[2 * c] = bias[c] }
        let steps = blocks.steps(run)
        var point = 0
        while point < points {
            var sums = InlineArray<8, Lanes>(repeating: start)
            var inputs = InlineArray<8, UnsafePointer<Float>>(repeating: input)
            for p in 0..<8 { inputs[p] = input + Int(sources[point &+ p]) }
            var weights = packed
            var tap = 0
            while tap < tapCount {
                var i = taps[tap]
                let end = i &+ 2 &* steps
                while i < end {
                    let w = Lanes(at: weights)
                    for p in 0..<8 { sums[p].addProduct(w, Lanes(pairAt: inputs[p] + i)) }
                    weights += 16
                    i &+= 2
                }
                tap &+= 1
            }
            for p in 0..<8 {
                let target = output + Int(targets[point &+ p])
                let sum = sums[p].evenHalf + sums[p].oddHalf
                if channels == 8 {
                    UnsafeMutableRawPointer(target).storeBytes(of: sum, as: SIMD8<Float>.self)
                } else {
                    for c in 0..<channels { target[c] = sum[c] }
                }
            }
            point &+= 8
        }
    }
}
