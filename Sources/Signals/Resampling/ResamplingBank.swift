import Tensors

/// A filter's weights by phase, computed once where many outputs share them, and the sums of products with them.
struct ResamplingBank {
    private let filter: ResamplingFilter
    /// Per phase: the first input from the one under phase 0 on, and where its weights begin in `weights`. Empty where
    /// weights are computed anew for each output.
    private var starts: [Int] = []
    private var offsets: [Int] = [0]
    private var weights: [Float] = []

    /// The most weights that are kept.
    private static let limit = 1 << 23

    /// Nil when given up.
    init?(_ filter: ResamplingFilter, outputs: Int) {
        self.filter = filter
        let size = (2 * filter.reach + 1) * Double(filter.phases)
        guard outputs >= filter.phases, size <= Double(Self.limit) else { return }
        weights.reserveCapacity(Int(size))
        var work = PacedWork()
        for phase in 0..<filter.phases {
            let taps = filter.taps(phase: phase)
            guard work.mayGoOn(for: 16 * taps.count) else { return nil }
            starts.append(taps.lowerBound)
            for input in taps { weights.append(filter.weight(input, phase: phase)) }
            offsets.append(weights.count)
        }
    }

    /// Writes `count` outputs of a signal, `stride` places apart, the first at `place`.
    ///
    /// - Returns: false when given up half-way.
    func run(
        _ source: Span<Float>, into target: inout MutableSpan<Float>, at place: Int, stride: Int, count: Int
    ) -> Bool {
        var work = PacedWork()
        // Output number = round · phases + phase; its place is origin + phase · period / phases, origin = round · period.
        var (phase, origin) = (0, 0)
        var fresh: [Float] = []
        for index in 0..<count {
            if starts.isEmpty {
                let taps = filter.taps(phase: phase)
                let inside = (origin + taps.lowerBound..<origin + taps.upperBound).clamped(to: 0..<source.count)
                guard work.mayGoOn(for: 16 * inside.count + 8) else { return false }
                fresh.removeAll(keepingCapacity: true)
                for input in inside { fresh.append(filter.weight(input - origin, phase: phase)) }
                target[place + index * stride] = source.product(
                    at: inside.lowerBound, with: fresh.span, at: 0, count: inside.count)
            } else {
                let offset = offsets[phase], start = origin + starts[phase]
                let first = max(0, -start), last = max(first, min(offsets[phase + 1] - offset, source.count - start))
                guard work.mayGoOn(for: last - first + 8) else { return false }
                target[place + index * stride] = source.product(
                    at: start + first, with: weights.span, at: offset + first, count: last - first)
            }
            phase += 1
            if phase == filter.phases { (phase, origin) = (0, origin + filter.period) }
        }
        return true
    }
}
