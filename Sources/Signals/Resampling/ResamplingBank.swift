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

    /// Writes `count` outputs of a signal, `stride` places apart.
    ///
    /// - Returns: false when given up half-way.
    func run(
        _ source: UnsafeBufferPointer<Float>, into target: UnsafeMutablePointer<Float>, stride: Int, count: Int
    ) -> Bool {
        var work = PacedWork()
        let input = source.baseAddress!
        return weights.withUnsafeBufferPointer { weights in
            // Output number = round · phases + phase; its place is origin + phase · period / phases, origin = round · period.
            var (phase, origin) = (0, 0)
            var fresh: [Float] = []
            for index in 0..<count {
                if starts.isEmpty {
                    let taps = filter.taps(phase: phase)
                    let inside = (origin + taps.lowerBound..<origin + taps.upperBound).clamped(to: 0..<source.count)
                    guard work.mayGoOn(for: 16 * inside.count + 8) else { return false }
                    fresh.removeAll(keepingCapacity: true)
                    for place in inside { fresh.append(filter.weight(place - origin, phase: phase)) }
                    target[index * stride] = fresh.withUnsafeBufferPointer {
                        inside.isEmpty ? 0 : Self.dot(input + inside.lowerBound, $0.baseAddress!, inside.count)
                    }
                } else {
                    let offset = offsets[phase], start = origin + starts[phase]
                    let first = max(0, -start), last = max(first, min(offsets[phase + 1] - offset, source.count - start))
                    guard work.mayGoOn(for: last - first + 8) else { return false }
                    target[index * stride] = Self.dot(
                        input + (start + first), weights.baseAddress! + (offset + first), last - first)
                }
                phase += 1
                if phase == filter.phases { (phase, origin) = (0, origin + filter.period) }
            }
            return true
        }
    }

    @inline(__always)
    private static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
        var sums = SIMD8<Float>.zero
        var index = 0
        while index &+ 8 <= count {
            let x = UnsafeRawPointer(a + index).loadUnaligned(as: SIMD8<Float>.self)
            let y = UnsafeRawPointer(b + index).loadUnaligned(as: SIMD8<Float>.self)
            sums.addProduct(x, y)
            index &+= 8
        }
        var sum = sums.sum()
        while index < count {
            sum += a[index] * b[index]
            index &+= 1
        }
        return sum
    }
}
