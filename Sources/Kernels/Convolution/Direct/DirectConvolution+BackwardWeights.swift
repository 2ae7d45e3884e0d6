extension DirectConvolution {
    package func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>
    ) {
        let plan = PlanCache.plan(.forward, geometry)
        let phase = plan.phases[0]
        let blocks = ChannelBlocks(channels: geometry.outputChannels, registerFloats: registerFloats)
        let run = phase.columns.count * geometry.inputChannels
        let steps = (blocks.steps(run) + 3) / 4 * 4
        let exact = steps == blocks.steps(run) && (!blocks.paired || run % 2 == 0)
        let count = blocks.count * phase.taps.count * steps * blocks.lanes
        let pieces = geometry.batch * plan.bands.count
        // A fixed number of partial sums, whatever the threads: the result does not depend on who computed what.
        let groups = max(min(8, pieces, (1 << 22) / max(count, 1)), 1)
        BufferPool.withScratch(groups * count) { partial in
            Threads.parallelBlocks(groups) { group in
                let sums = partial + group * count
                sums.update(repeating: 0, count: count)
                for piece in group * pieces / groups..<(group + 1) * pieces / groups {
                    let (clip, band) = (piece / plan.bands.count, plan.bands[piece % plan.bands.count])
                    let part = band.parts[0]
                    let gradient = outputGradient + clip * geometry.output.count * geometry.outputChannels + Int(part.targets[0])
                    let source = input + clip * geometry.input.count * geometry.inputChannels
                    withWindow(band.window, of: source, geometry.input, geometry.inputChannels, exact) { window in
                        withWholeRegisters(gradient, points: part.points, blocks) { rows, rowLength in
                            part.sources.withUnsafeBufferPointer { sources in
                                part.taps.withUnsafeBufferPointer { taps in
                                    Accumulation(
                                        sources: sources.baseAddress!, points: part.points, taps: taps.baseAddress!,
                                        tapCount: taps.count, blocks: blocks, run: run
                                    ).run(window, gradient: rows, rowLength: rowLength, packed: sums)
                                }
                            }
                        }
                    }
                }
            }
            sumPartials(partial, groups: groups, count: count, into: partial)
            unpack(partial, blocks, run: run, steps: steps, taps: phase.taps.count, into: filterGradient)
        }
    }

    /// Calls `body` with rows that fill registers: the gradients themselves, or a copy widened with zeros.
    @inline(__always)
    private func withWholeRegisters(
        _ gradient: UnsafePointer<Float>, points: Int, _ blocks: ChannelBlocks,
        _ body: (_ rows: UnsafePointer<Float>, _ rowLength: Int) -> Void
    ) {
        let (channels, rowLength) = (blocks.channels, blocks.count * blocks.width)
        if channels == rowLength { return body(gradient, channels) }
        BufferPool.withScratch(points * rowLength) { rows in
            rows.update(repeating: 0, count: points * rowLength)
            for point in 0..<points {
                let (source, target) = (gradient + point &* channels, rows + point &* rowLength)
                for channel in 0..<channels { target[channel] = source[channel] }
            }
            body(rows, rowLength)
        }
    }

    /// Puts sums by lane back into the filter's order `[tap, position in the run, channel]`.
    private func unpack(
        _ packed: UnsafePointer<Float>, _ blocks: ChannelBlocks, run: Int, steps: Int, taps: Int,
        into filter: UnsafeMutablePointer<Float>
    ) {
        for block in 0..<blocks.count {
            let channels = blocks.channels(of: block)
            for tap in 0..<taps {
                for position in 0..<run {
                    let step = blocks.paired ? position >> 1 : position
                    let line = packed + ((block * taps + tap) * steps + step) * blocks.lanes
                    let row = filter + (tap * run + position) * blocks.channels
                    for channel in channels {
                        let lane = channel - channels.lowerBound
                        row[channel] = line[blocks.paired ? 2 * lane + (position & 1) : lane]
                    }
                }
            }
        }
    }
}
