/// The derivative by the filter: for each of the 16 factors a matrix product over all squares, transformed back at the end.
///
/// Squares are shared out in as many groups as there are threads, each with sums of its own, joined in order.
struct WinogradAccumulation {
    private let tiles: WinogradTiles

    init(_ tiles: WinogradTiles) { self.tiles = tiles }

    func run(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, filterGradient: UnsafeMutablePointer<Float>
    ) {
        let (depth, sources, channels) = (tiles.depth, tiles.sourceChannels, tiles.targetChannels)
        let groups = max(min(Threads.count, tiles.blocks), 1)
        let zeroCount = max(tiles.sourceChannels, channels)
        let factorCount = depth * channels
        let implementation: MatrixImplementation = OneDNN.shared == nil ? MatrixChoice.small : .onednn
        BufferPool.withScratch(groups * 16 * factorCount + zeroCount) { sums in
            let zeros = sums + groups * 16 * factorCount
            zeros.update(repeating: 0, count: zeroCount)
            if tiles.blocks == 0 { sums.update(repeating: 0, count: 16 * factorCount) }
            Threads.parallelBlocks(groups) { group in
                let own = sums + group * 16 * factorCount
                BufferPool.withScratch(16 * (tiles.factorStep + tiles.productStep)) { factors in
                    let products = factors + 16 * tiles.factorStep
                    for index in group * tiles.blocks / groups..<(group + 1) * tiles.blocks / groups {
                        let block = tiles.block(index)
                        tiles.transformInputs(block, of: input, zeros: zeros, into: factors)
                        tiles.transformOutputGradients(block, of: outputGradient, zeros: zeros, into: products)
                        let isFirst = index == group * tiles.blocks / groups
                        let rows = block.count * tiles.target.time
                        for factor in 0..<16 {
                            for tap in 0..<tiles.kernelTime {
                                MatrixKernel.single(
                                    true, false, sources, channels, rows, 1,
                                    factors + factor * tiles.factorStep + tap * block.count * sources, sources,
                                    products + factor * tiles.productStep, channels, isFirst ? 0 : 1,
                                    own + factor * factorCount + tap * sources * channels, channels, implementation)
                            }
                        }
                    }
                }
            }
            finish(sums, groups, filterGradient)
        }
    }

    private func finish(
        _ sums: UnsafePointer<Float>, _ groups: Int, _ filterGradient: UnsafeMutablePointer<Float>
    ) {
        let (depth, channels, sources) = (tiles.depth, tiles.targetChannels, tiles.sourceChannels)
        Threads.parallelFor(depth, grain: 16) { range in
            for row in range {
                let (time, source) = (row / sources, row % sources)
                let taps = filterGradient + (time * 9 * sources + source) * channels
                for channel in stride(from: 0, to: channels, by: Lanes.count) {
                    WinogradTransforms.filterGradient(
                        sums + row * channels + channel, step: depth * channels, groups: groups,
                        groupStep: 16 * depth * channels, into: taps + channel, tapStep: sources * channels)
                }
            }
        }
    }
}
