/// How one direct convolution is walked: bands of a clip, each with its window of inputs and the points computed from it.
///
/// The same plan serves every clip of every batch of that geometry, so it is made once. How a clip is cut depends on the sizes
/// alone, never on the threads, and so neither do the sums.
final class DirectPlan: Sendable {
    /// Points that use the same weights: all of them, or with a stride, in the derivative by the input, those of one remainder.
    struct Phase: Sendable {
        /// Filter positions (time, height) in the order of the runs.
        var taps: [(time: Int, height: Int)]
        /// Filter positions along the width in the order they lie in a run.
        var columns: [Int]
    }

    /// Points of one band and one phase.
    struct Part: Sendable {
        let phase: Int
        let taps: [Int]
        let sources: [Int32]
        let targets: [Int32]
        let points: Int
    }

    struct Band: Sendable {
        let window: Window
        let parts: [Part]
    }

    let phases: [Phase]
    let bands: [Band]
    let sourceChannels: Int
    let targetChannels: Int

    init(phases: [Phase], bands: [Band], sourceChannels: Int, targetChannels: Int) {
        self.phases = phases
        self.bands = bands
        self.sourceChannels = sourceChannels
        self.targetChannels = targetChannels
    }

    /// How the weights of a phase are packed.
    func packing(_ phase: Phase, _ blocks: ChannelBlocks) -> FilterPacking {
        FilterPacking(blocks: blocks, run: phase.columns.count * sourceChannels, taps: phase.taps.count)
    }

    /// From inputs to outputs.
    static func forward(_ g: ConvolutionGeometry) -> DirectPlan {
        let taps = (0..<g.kernel.time).flatMap { t in (0..<g.kernel.height).map { (time: t, height: $0) } }
        let cuts = Cuts(g.output, batch: g.batch) { frames, rows in
            ((frames - 1) * g.stride.time + g.kernel.time) * ((rows - 1) * g.stride.height + g.kernel.height)
                * (g.input.width + 2 * g.padding.width) * g.inputChannels
        }
        let bands = cuts.boxes.map { box in
            let window = Window(
                origin: Extent(
                    box.time.lowerBound * g.stride.time - g.padding.time,
                    box.height.lowerBound * g.stride.height - g.padding.height,
                    -g.padding.width),
                size: Extent(
                    (box.time.count - 1) * g.stride.time + g.kernel.time,
                    (box.height.count - 1) * g.stride.height + g.kernel.height,
                    (g.output.width - 1) * g.stride.width + g.kernel.width))
            var part = PartBuilder(
                window: window.size, sourceChannels: g.inputChannels, target: g.output, targetChannels: g.outputChannels)
            for t in box.time {
                for h in box.height {
                    for w in 0..<g.output.width {
                        part.append(
                            source: Extent(
                                (t - box.time.lowerBound) * g.stride.time, (h - box.height.lowerBound) * g.stride.height,
                                w * g.stride.width), target: Extent(t, h, w))
                    }
                }
            }
            let offsets = taps.map { ($0.time * window.size.height + $0.height) * window.size.width * g.inputChannels }
            return Band(window: window, parts: [part.build(phase: 0, taps: offsets)])
        }
        return DirectPlan(
            phases: [Phase(taps: taps, columns: Array(0..<g.kernel.width))], bands: bands,
            sourceChannels: g.inputChannels, targetChannels: g.outputChannels)
    }
}

/// A clip cut into boxes of full width, as large as fits the second-level cache; smaller where the batch alone would not keep
/// the threads busy.
struct Cuts {
    private(set) var boxes: [(time: Range<Int>, height: Range<Int>)] = []

    /// Floats of a window that shares the cache with weights and outputs.
    private static let windowLimit = 1 << 18
    /// Pieces of work a batch should give.
    private static let pieces = 16

    init(_ extent: Extent, batch: Int, windowCount: (_ frames: Int, _ rows: Int) -> Int) {
        guard extent.count > 0, batch > 0 else { return }
        let wanted = (Self.pieces + batch - 1) / batch
        var frames = max(extent.time / wanted, 1)
        while frames > 1, windowCount(frames, extent.height) > Self.windowLimit { frames = (frames + 1) / 2 }
        var rows = frames > 1 || extent.time >= wanted ? extent.height : max(extent.height * extent.time / wanted, 1)
        while rows > 4, windowCount(frames, rows) > Self.windowLimit { rows = (rows + 1) / 2 }
        for t in stride(from: 0, to: extent.time, by: frames) {
            for h in stride(from: 0, to: extent.height, by: rows) {
                boxes.append((t..<min(t + frames, extent.time), h..<min(h + rows, extent.height)))
            }
        }
    }
}

/// Collects the points of a part.
struct PartBuilder {
    let window: Extent
    let sourceChannels: Int
    let target: Extent
    let targetChannels: Int
    private var sources: [Int32] = []
    private var targets: [Int32] = []

    init(window: Extent, sourceChannels: Int, target: Extent, targetChannels: Int) {
        self.window = window
        self.sourceChannels = sourceChannels
        self.target = target
        self.targetChannels = targetChannels
    }

    mutating func append(source: Extent, target point: Extent) {
        sources.append(Int32(((source.time * window.height + source.height) * window.width + source.width) * sourceChannels))
        targets.append(Int32(((point.time * target.height + point.height) * target.width + point.width) * targetChannels))
    }

    func build(phase: Int, taps: [Int]) -> DirectPlan.Part {
        let missing = (Correlation.tile - sources.count % Correlation.tile) % Correlation.tile
        return .init(
            phase: phase, taps: taps, sources: sources + Array(repeating: sources.last ?? 0, count: missing),
            targets: targets + Array(repeating: targets.last ?? 0, count: missing), points: sources.count)
    }
}
