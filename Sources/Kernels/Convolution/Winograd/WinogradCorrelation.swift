/// The forward pass: transform, multiply, transform back, a block of squares at a time, so that both transforms stay in the cache.
struct WinogradCorrelation {
    private let tiles: WinogradTiles
    private let blocks: ChannelBlocks

    init(_ tiles: WinogradTiles) {
        self.tiles = tiles
        blocks = ChannelBlocks(channels: tiles.targetChannels, allowsPairs: false)
    }

    /// - Parameter filter: `[time, 3, 3, source channels, target channels]`.
    /// - Returns: whether all results are finite; where not, they are not those of the definition.
    func run(
        _ input: UnsafePointer<Float>, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        output: UnsafeMutablePointer<Float>
    ) -> Bool {
        let watch = FiniteWatch()
        let lanes = blocks.count * blocks.lanes
        let zeroCount = max(lanes, tiles.sourceChannels)
        BufferPool.withScratch(16 * packedCount + zeroCount) { packed in
            transform(filter, into: packed)
            let zeros = packed + 16 * packedCount
            zeros.update(repeating: 0, count: zeroCount)
            Threads.parallelBlocks(tiles.blocks) { index in
                let block = tiles.block(index)
                BufferPool.withScratch(16 * (tiles.factorStep + tiles.productStep)) { factors in
                    let products = factors + 16 * tiles.factorStep
                    tiles.transformInputs(block, of: input, zeros: zeros, into: factors)
                    multiply(block.count, factors, packed, zeros, into: products)
                    tiles.transformOutputs(block, from: products, bias: bias, watch: watch, into: output)
                }
            }
        }
        return watch.allWasFinite
    }

    private func multiply(
        _ count: Int, _ factors: UnsafePointer<Float>, _ packed: UnsafePointer<Float>, _ zeros: UnsafePointer<Float>,
        into products: UnsafeMutablePointer<Float>
    ) {
        let (sources, channels, points) = (tiles.sourceChannels, tiles.targetChannels, count * tiles.target.time)
        let padded = (points + Correlation.tile - 1) / Correlation.tile * Correlation.tile
        // A tap in time reads the same square of a later frame.
        let taps = (0..<tiles.kernelTime).map { $0 * count * sources }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * padded) { tables in
            for i in 0..<padded {
                tables[i] = Int32(min(i, points - 1) * sources)
                tables[padded + i] = Int32(min(i, points - 1) * channels)
            }
            taps.withUnsafeBufferPointer { taps in
                let correlation = Correlation(
                    sources: tables.baseAddress!, targets: tables.baseAddress! + padded, points: points,
                    taps: taps.baseAddress!, tapCount: taps.count, blocks: blocks, run: sources)
                for index in 0..<16 {
                    correlation.run(
                        factors + index * tiles.factorStep, packed: packed + index * packedCount, bias: zeros,
                        output: products + index * tiles.productStep)
                }
            }
        }
    }

    /// Floats of one of the 16 transformed filters, packed for `Correlation`.
    private var packedCount: Int { blocks.count * tiles.depth * blocks.lanes }

    private func transform(_ filter: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        let (depth, channels) = (tiles.depth, tiles.targetChannels)
        if channels % blocks.lanes != 0 { packed.update(repeating: 0, count: 16 * packedCount) }
        Threads.parallelFor(depth, grain: 16) { range in
            for row in range {
                let (time, source) = (row / tiles.sourceChannels, row % tiles.sourceChannels)
                let taps = filter + (time * 9 * tiles.sourceChannels + source) * channels
                for channel in stride(from: 0, to: channels, by: Lanes.count) {
                    let target =
                        packed + (channel / blocks.lanes * depth + row) * blocks.lanes + channel % blocks.lanes
                    WinogradTransforms.filter(
                        taps + channel, tapStep: tiles.sourceChannels * channels, into: target, step: packedCount)
                }
            }
        }
    }
}
