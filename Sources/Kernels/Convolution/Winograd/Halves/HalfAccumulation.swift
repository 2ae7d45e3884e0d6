/// `WinogradAccumulation` of brain floats: two neighbouring squares of a frame are multiplied and added in one instruction, and sums are
/// 32-bit floats, group by group, as there.
struct HalfAccumulation {
    private let tiles: WinogradTiles

    init(_ tiles: WinogradTiles) { self.tiles = tiles }

    private static let rows = 8
    private static let columns = 32

    /// Words between one of the 16 factors of a block and the next, and between one of its products and the next.
    private var factorStep: Int { pairs(tiles.blockLength) * tiles.frames * tiles.sourceChannels }
    private var productStep: Int { pairs(tiles.blockLength) * tiles.target.time * tiles.targetChannels }

    private func pairs(_ columns: Int) -> Int { (columns + 1) / 2 }

    /// - Returns: whether all results are finite; where not, they are not those of the definition.
    func run(
        _ input: UnsafePointer<BFloat16>, outputGradient: UnsafePointer<BFloat16>, filterGradient: UnsafeMutablePointer<Float>
    ) -> Bool {
        let zeroCount = max(tiles.sourceChannels, tiles.targetChannels)
        return WinogradAccumulation(tiles).sums(into: filterGradient) { group, sums in
            BufferPool.withScratch(16 * (factorStep + productStep) + zeroCount) { scratch in
                let words = UnsafeMutableRawPointer(scratch).bindMemory(
                    to: UInt32.self, capacity: 16 * (factorStep + productStep))
                let zeros = UnsafeMutableRawPointer(scratch + 16 * (factorStep + productStep)).bindMemory(
                    to: BFloat16.self, capacity: zeroCount)
                BFloat16.clear(zeros, count: zeroCount)
                for index in group {
                    add(
                        tiles.block(index), of: input, outputGradient, zeros: zeros, factors: words,
                        isFirst: index == group.lowerBound, to: sums)
                }
            }
        }
    }

    /// Adds one block's products to sums. Where several groups are at work these calls run alone, each on its group's thread.
    private func add(
        _ block: Range<Int>, of input: UnsafePointer<BFloat16>, _ outputGradient: UnsafePointer<BFloat16>,
        zeros: UnsafePointer<BFloat16>, factors: UnsafeMutablePointer<UInt32>, isFirst: Bool,
        to sums: UnsafeMutablePointer<Float>
    ) {
        let products = factors + 16 * factorStep
        Threads.parallelFor(pairs(block.count), grain: 2) { part in
            withUnsafeTemporaryAllocation(of: UnsafePointer<BFloat16>.self, capacity: 32) { pixels in
                let pixels = pixels.baseAddress!
                for pair in part {
                    transformInputs(block, pair, of: input, zeros: zeros, pixels, into: factors)
                    transformOutputGradients(block, pair, of: outputGradient, zeros: zeros, pixels, into: products)
                }
            }
        }
        let (sources, channels) = (tiles.sourceChannels, tiles.targetChannels)
        Threads.parallelBlocks(16 * tiles.kernelTime) { index in
            let (factor, tap) = (index / tiles.kernelTime, index % tiles.kernelTime)
            multiply(
                pairs(block.count) * tiles.target.time, factors + factor * factorStep + tap * pairs(block.count) * sources,
                products + factor * productStep, isFirst: isFirst,
                into: sums + (factor * tiles.kernelTime + tap) * sources * channels)
        }
    }

    private func transformInputs(
        _ block: Range<Int>, _ pair: Int, of input: UnsafePointer<BFloat16>, zeros: UnsafePointer<BFloat16>,
        _ pixels: UnsafeMutablePointer<UnsafePointer<BFloat16>>, into factors: UnsafeMutablePointer<UInt32>
    ) {
        let column = block.lowerBound + 2 * pair
        for frame in 0..<tiles.frames {
            let line = factors + (frame * pairs(block.count) + pair) * tiles.sourceChannels
            guard tiles.findInputs(column, frame, of: input, zeros: zeros, into: pixels) else {
                for factor in 0..<16 { (line + factor * factorStep).update(repeating: 0, count: tiles.sourceChannels) }
                continue
            }
            if column + 1 < block.upperBound {
                _ = tiles.findInputs(column + 1, frame, of: input, zeros: zeros, into: pixels + 16)
            } else {
                for pixel in 0..<16 { pixels[16 + pixel] = zeros }
            }
            WordTransforms.inputs(pixels, pixels + 16, channels: tiles.sourceChannels, into: line, step: factorStep)
        }
    }

    private func transformOutputGradients(
        _ block: Range<Int>, _ pair: Int, of gradient: UnsafePointer<BFloat16>, zeros: UnsafePointer<BFloat16>,
        _ pixels: UnsafeMutablePointer<UnsafePointer<BFloat16>>, into products: UnsafeMutablePointer<UInt32>
    ) {
        let column = block.lowerBound + 2 * pair
        for time in 0..<tiles.target.time {
            tiles.findOutputs(column, time, of: gradient, zeros: zeros, into: pixels)
            if column + 1 < block.upperBound {
                tiles.findOutputs(column + 1, time, of: gradient, zeros: zeros, into: pixels + 4)
            } else {
                for pixel in 0..<4 { pixels[4 + pixel] = zeros }
            }
            WordTransforms.outputGradients(
                pixels, pixels + 4, channels: tiles.targetChannels,
                into: products + (time * pairs(block.count) + pair) * tiles.targetChannels, step: productStep)
        }
    }

    /// `sums (+)= factorsᵀ products`, over pairs of points.
    private func multiply(
        _ pairs: Int, _ factors: UnsafePointer<UInt32>, _ products: UnsafePointer<UInt32>, isFirst: Bool,
        into sums: UnsafeMutablePointer<Float>
    ) {
        let (sources, channels) = (tiles.sourceChannels, tiles.targetChannels)
        for channel in stride(from: 0, to: channels, by: Self.columns) {
            for source in stride(from: 0, to: sources, by: Self.rows) {
                var tile = WordTile()
                var (x, g) = (factors + source, products + channel)
                for _ in 0..<pairs {
                    tile.add((x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]), times: g)
                    x += sources
                    g += channels
                }
                tile.forEachRow(Self.rows) { row, low, high in
                    let target = sums + (source + row) * channels + channel
                    (isFirst ? low : Lanes(at: target) + low).store(to: target)
                    (isFirst ? high : Lanes(at: target + 16) + high).store(to: target + 16)
                }
            }
        }
    }
}
