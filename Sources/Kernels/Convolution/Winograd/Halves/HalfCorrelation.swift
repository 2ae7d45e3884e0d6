/// `WinogradCorrelation` of brain floats: factors are kept as such, and two channels are multiplied and added in one instruction.
struct HalfCorrelation {
    private let tiles: WinogradTiles

    init(_ tiles: WinogradTiles) { self.tiles = tiles }

    /// Output channels whose sums are in registers at once.
    static let columns = 32
    private static let rows = 8

    /// Words of one of the 16 transformed filters: `[block][pair of channels][32]`.
    private var packedCount: Int { tiles.targetChannels * tiles.depth / 2 }

    /// - Parameter filter: `[time, 3, 3, source channels, target channels]`.
    /// - Returns: whether all results are finite; where not, they are not those of the definition.
    func run(
        _ input: UnsafePointer<BFloat16>, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        output: UnsafeMutablePointer<BFloat16>
    ) -> Bool {
        let watch = FiniteWatch()
        BufferPool.withScratch(16 * packedCount + tiles.sourceChannels) { scratch in
            let packed = UnsafeMutableRawPointer(scratch).bindMemory(to: UInt32.self, capacity: 16 * packedCount)
            transform(filter, into: packed)
            let zeros = UnsafeMutableRawPointer(scratch + 16 * packedCount).bindMemory(
                to: BFloat16.self, capacity: tiles.sourceChannels)
            BFloat16.clear(zeros, count: tiles.sourceChannels)
            Threads.parallelBlocks(tiles.blocks) { index in
                let block = tiles.block(index)
                BufferPool.withScratch(16 * (tiles.factorStep / 2 + tiles.productStep)) { products in
                    let factors = UnsafeMutableRawPointer(products + 16 * tiles.productStep).bindMemory(
                        to: BFloat16.self, capacity: 16 * tiles.factorStep)
                    tiles.transformInputs(block, of: input, zeros: zeros, into: factors)
                    for factor in 0..<16 {
                        multiply(
                            block.count, factors + factor * tiles.factorStep, packed + factor * packedCount,
                            into: products + factor * tiles.productStep)
                    }
                    tiles.transformOutputs(block, from: products, bias: bias, watch: watch, into: output)
                }
            }
        }
        return watch.allWasFinite
    }

    /// The products of one factor: points `[time][column]` by output channels, summed over taps in time and channels.
    private func multiply(
        _ columns: Int, _ factors: UnsafePointer<BFloat16>, _ packed: UnsafePointer<UInt32>,
        into products: UnsafeMutablePointer<Float>
    ) {
        let (sources, channels, points) = (tiles.sourceChannels, tiles.targetChannels, columns * tiles.target.time)
        let pairs = sources / 2
        let words = UnsafeRawPointer(factors).assumingMemoryBound(to: UInt32.self)
        for block in 0..<channels / Self.columns {
            let filter = packed + block * tiles.depth / 2 * Self.columns
            var point = 0
            while point < points {
                // Beyond the last point the last one is computed again, and not kept.
                let rows = min(Self.rows, points - point)
                @inline(__always)
                func row(_ index: Int) -> UnsafePointer<UInt32> { words + (point + min(index, rows - 1)) * pairs }
                let (p0, p1, p2, p3, p4, p5, p6, p7) = (row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
                var tile = WordTile()
                var weights = filter
                for tap in 0..<tiles.kernelTime {
                    // A tap in time reads the same square of a later frame.
                    var i = tap * columns * pairs
                    let end = i + pairs
                    while i < end {
                        tile.add((p0[i], p1[i], p2[i], p3[i], p4[i], p5[i], p6[i], p7[i]), times: weights)
                        weights += Self.columns
                        i &+= 1
                    }
                }
                tile.forEachRow(rows) { index, low, high in
                    let target = products + (point + index) * channels + block * Self.columns
                    low.store(to: target)
                    high.store(to: target + 16)
                }
                point += Self.rows
            }
        }
    }

    private func transform(_ filter: UnsafePointer<Float>, into packed: UnsafeMutablePointer<UInt32>) {
        let (pairs, channels) = (tiles.depth / 2, tiles.targetChannels)
        Threads.parallelFor(pairs, grain: 8) { range in
            for pair in range {
                let (time, source) = (2 * pair / tiles.sourceChannels, 2 * pair % tiles.sourceChannels)
                let taps = filter + (time * 9 * tiles.sourceChannels + source) * channels
                for channel in stride(from: 0, to: channels, by: Lanes.count) {
                    let target = packed + (channel / Self.columns * pairs + pair) * Self.columns + channel % Self.columns
                    WordTransforms.filter(
                        taps + channel, taps + channels + channel, tapStep: tiles.sourceChannels * channels, into: target,
                        step: packedCount)
                }
            }
        }
    }
}
