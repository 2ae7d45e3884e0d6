/// The derivative by the filter: for each of the 16 factors a matrix product over all squares, transformed back at the end.
///
/// Squares are shared out in groups, each with sums of its own, joined in order. How many there are depends on the sizes alone, so that the
/// result does not depend on the threads: eight, or one where eight filters' sums would not stay in a cache. One group's work is shared
/// within its blocks, transforms by squares and products by factors.
struct WinogradAccumulation {
    private let tiles: WinogradTiles

    /// Floats of all groups' sums together (8 MiB).
    private static let sumsCount = 1 << 21
    private static let most = 8
    /// Blocks that are worth sums of their own.
    private static let blocksOfAGroup = 4

    init(_ tiles: WinogradTiles) { self.tiles = tiles }

    /// - Returns: whether all results are finite; where not, they are not those of the definition.
    func run(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, filterGradient: UnsafeMutablePointer<Float>
    ) -> Bool {
        let zeroCount = max(tiles.sourceChannels, tiles.targetChannels)
        return sums(into: filterGradient) { group, sums in
            BufferPool.withScratch(16 * (tiles.factorStep + tiles.productStep) + zeroCount) { factors in
                let zeros = factors + 16 * (tiles.factorStep + tiles.productStep)
                zeros.update(repeating: 0, count: zeroCount)
                for index in group {
                    add(
                        tiles.block(index), of: input, outputGradient, zeros: zeros, factors: factors,
                        isFirst: index == group.lowerBound, to: sums)
                }
            }
        }
    }

    /// Calls `body` with the blocks of each group and room for its sums, `[16][depth][channels]`, and writes what they are the factors of.
    ///
    /// - Returns: whether all of it is finite.
    func sums(
        into filterGradient: UnsafeMutablePointer<Float>,
        _ body: (_ group: Range<Int>, _ sums: UnsafeMutablePointer<Float>) -> Void
    ) -> Bool {
        let factorCount = tiles.depth * tiles.targetChannels
        let wanted = min(Self.most, tiles.blocks / Self.blocksOfAGroup)
        let groups = wanted * 16 * factorCount <= Self.sumsCount ? max(wanted, 1) : 1
        let watch = FiniteWatch()
        BufferPool.withScratch(groups * 16 * factorCount) { sums in
            if tiles.blocks == 0 { sums.update(repeating: 0, count: 16 * factorCount) }
            Threads.parallelBlocks(groups) { group in
                body(group * tiles.blocks / groups..<(group + 1) * tiles.blocks / groups, sums + group * 16 * factorCount)
            }
            finish(sums, groups, watch, filterGradient)
        }
        return watch.allWasFinite
    }

    /// Adds one block's products to sums. Where several groups are at work these calls run alone, each on its group's thread.
    private func add(
        _ block: Range<Int>, of input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, zeros: UnsafePointer<Float>,
        factors: UnsafeMutablePointer<Float>, isFirst: Bool, to sums: UnsafeMutablePointer<Float>
    ) {
        let (sources, channels) = (tiles.sourceChannels, tiles.targetChannels)
        let products = factors + 16 * tiles.factorStep
        Threads.parallelFor(block.count, grain: 4) { part in
            tiles.transformInputs(block, part, of: input, zeros: zeros, into: factors)
            tiles.transformOutputGradients(block, part, of: outputGradient, zeros: zeros, into: products)
        }
        let implementation: MatrixImplementation = OneDNN.shared == nil ? MatrixChoice.small : .onednn
        Threads.parallelBlocks(16 * tiles.kernelTime) { index in
            let (factor, tap) = (index / tiles.kernelTime, index % tiles.kernelTime)
            MatrixKernel.single(
                true, false, sources, channels, block.count * tiles.target.time, 1,
                factors + factor * tiles.factorStep + tap * block.count * sources, sources,
                products + factor * tiles.productStep, channels, isFirst ? 0 : 1,
                sums + (factor * tiles.kernelTime + tap) * sources * channels, channels, implementation)
        }
    }

    private func finish(
        _ sums: UnsafePointer<Float>, _ groups: Int, _ watch: borrowing FiniteWatch, _ filterGradient: UnsafeMutablePointer<Float>
    ) {
        let (depth, channels, sources) = (tiles.depth, tiles.targetChannels, tiles.sourceChannels)
        Threads.parallelFor(depth, grain: 16) { range in
            var trace = FiniteWatch.Trace()
            defer { watch.take(trace) }
            for row in range {
                let (time, source) = (row / sources, row % sources)
                let taps = filterGradient + (time * 9 * sources + source) * channels
                for channel in stride(from: 0, to: channels, by: Lanes.count) {
                    WinogradTransforms.filterGradient(
                        sums + row * channels + channel, step: depth * channels, groups: groups,
                        groupStep: 16 * depth * channels, trace: &trace, into: taps + channel, tapStep: sources * channels)
                }
            }
        }
    }
}
