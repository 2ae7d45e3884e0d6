import Synchronization

/// Convolution by register-blocked loops over output channels, without an unfolded copy: the fastest here for narrow channels.
///
/// A band of a clip is copied once with its zero border; then each tile of eight points sums its runs of `kW · channels` inputs in
/// registers. A band of a clip is one thread's work.
package struct DirectConvolution: ConvolutionKernel {
    /// Floats of the registers to use: 16 or 8.
    let registerFloats: Int

    /// Uses the registers of the CPU this build is for, or narrower ones for comparison.
    package init(narrow: Bool = false) {
        registerFloats = narrow ? 8 : ChannelBlocks.machineRegister
    }

    package var name: String { "direct" }

    package func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>
    ) {
        let plan = PlanCache.plan(.forward, geometry)
        let (columns, channels) = (geometry.inputChannels, geometry.outputChannels)
        correlate(
            plan, clips: geometry.batch, source: input, extent: geometry.input, bias: bias, target: output,
            targetClip: geometry.output.count * channels
        ) { phase, tap, position, channel in
            let at = phase.taps[tap]
            let column = phase.columns[position / columns]
            let line = (at.time * geometry.kernel.height + at.height) * geometry.kernel.width + column
            return filter[(line * columns + position % columns) * channels + channel]
        }
    }

    package func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        let plan = PlanCache.plan(.backwardData, geometry)
        let (channels, columns) = (geometry.inputChannels, geometry.outputChannels)
        correlate(
            plan, clips: geometry.batch, source: outputGradient, extent: geometry.output, bias: nil, target: inputGradient,
            targetClip: geometry.input.count * channels
        ) { phase, tap, position, channel in
            let at = phase.taps[tap]
            let column = phase.columns[position / columns]
            let line = (at.time * geometry.kernel.height + at.height) * geometry.kernel.width + column
            return filter[(line * channels + channel) * columns + position % columns]
        }
    }

    /// Runs every phase of `plan` over every clip.
    @inline(__always)
    private func correlate(
        _ plan: DirectPlan, clips: Int, source: UnsafePointer<Float>, extent: Extent, bias: UnsafePointer<Float>?,
        target: UnsafeMutablePointer<Float>, targetClip: Int, _ weight: (DirectPlan.Phase, Int, Int, Int) -> Float
    ) {
        let blocks = ChannelBlocks(channels: plan.targetChannels, registerFloats: registerFloats)
        let packings = plan.phases.map { plan.packing($0, blocks) }
        let starts = packings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        let biasCount = blocks.count * blocks.lanes
        BufferPool.withScratch(starts[packings.count] + biasCount) { packed in
            for (index, packing) in packings.enumerated() {
                packing.pack(into: packed + starts[index]) { weight(plan.phases[index], $0, $1, $2) }
            }
            let start = packed + starts[packings.count]
            start.update(repeating: 0, count: biasCount)
            if let bias { for c in 0..<plan.targetChannels { start[blocks.paired ? 2 * c : c] = bias[c] } }
            Threads.parallelBlocks(clips * plan.bands.count) { piece in
                let (clip, band) = (piece / plan.bands.count, plan.bands[piece % plan.bands.count])
                let exact = packings.allSatisfy { !blocks.paired || $0.run % 2 == 0 }
                withWindow(
                    band.window, of: source + clip * extent.count * plan.sourceChannels, extent, plan.sourceChannels, exact
                ) {
                    window in
                    for part in band.parts where part.points > 0 {
                        let packing = packings[part.phase]
                        part.withCorrelation(blocks: blocks, run: packing.run) { correlation in
                            correlation.run(
                                window, packed: packed + starts[part.phase], bias: start, output: target + clip * targetClip)
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` with the window's floats: the clip itself where it is the whole clip and nothing is read past its end.
    @inline(__always)
    func withWindow(
        _ window: Window, of clip: UnsafePointer<Float>, _ extent: Extent, _ channels: Int, _ exact: Bool,
        _ body: (UnsafePointer<Float>) -> Void
    ) {
        if exact && window.origin == Extent(0, 0, 0) && window.size == extent { return body(clip) }
        BufferPool.withScratch(window.count(channels: channels)) { copy in
            window.copy(clip, extent: extent, channels: channels, into: copy)
            body(copy)
        }
    }
}

extension DirectPlan.Part {
    @inline(__always)
    fileprivate func withCorrelation(blocks: ChannelBlocks, run: Int, _ body: (Correlation) -> Void) {
        sources.withUnsafeBufferPointer { sources in
            targets.withUnsafeBufferPointer { targets in
                taps.withUnsafeBufferPointer { taps in
                    let none = UnsafePointer<Int>(bitPattern: 8)!  // an empty array may have no address
                    body(
                        Correlation(
                            sources: sources.baseAddress!, targets: targets.baseAddress!, points: points,
                            taps: taps.baseAddress ?? none, tapCount: taps.count, blocks: blocks, run: run))
                }
            }
        }
    }
}

/// Plans made so far: a network has some dozens of geometries.
enum PlanCache {
    enum Direction: Hashable { case forward, backwardData }

    private struct Key: Hashable {
        let direction: Direction
        let geometry: ConvolutionGeometry
    }

    private static let plans = Mutex<[Key: DirectPlan]>([:])

    static func plan(_ direction: Direction, _ geometry: ConvolutionGeometry) -> DirectPlan {
        let key = Key(direction: direction, geometry: geometry)
        if let plan = plans.withLock({ $0[key] }) { return plan }
        let plan = direction == .forward ? DirectPlan.forward(geometry) : .backwardData(geometry)
        plans.withLock {
            if $0.count >= 256 { $0.removeAll() }
            $0[key] = plan
        }
        return plan
    }
}
