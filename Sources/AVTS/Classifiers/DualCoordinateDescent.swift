import Tensors

/// Dual coordinate descent for a linear machine with squared hinge loss (Hsieh, Chang, Lin, Keerthi, Sundararajan 2008, algorithm 3).
///
/// min ½ αᵀ(Q + I/2C)α − Σα over α ≥ 0, with Q = yᵢyⱼ xᵢ·xⱼ; w = Σ αᵢyᵢxᵢ is kept up to date, so one coordinate costs one
/// row. Coordinates that rest at zero are left out until the others have settled.
struct DualCoordinateDescent: Sendable {
    /// Rows with a 1 appended and zeros to a whole number of vectors.
    private let rows: [SIMD8<Float>]
    private let stride: Int
    private let count: Int
    private let width: Int
    /// xᵢ·xᵢ + 1/2C.
    private let diagonal: [Double]
    private let ridge: Double
    private let tolerance: Double
    /// Scaled features take tens or hundreds; those whose scales differ a hundredfold, thousands.
    private let passes = 100_000

    init(_ features: Tensor, cost: Double, tolerance: Double) {
        count = features.shape[0]
        width = features.shape[1] + 1
        let (count, width) = (count, width)
        let stride = (width + 7) / 8
        self.stride = stride
        rows = features.withUnsafeBuffer { source in
            (0..<count * stride).map { index in
                let (row, first) = (index / stride, index % stride * 8)
                var vector = SIMD8<Float>.zero
                for lane in 0..<min(8, width - first) {
                    let column = first + lane
                    vector[lane] = column == width - 1 ? 1 : source[row * (width - 1) + column]
                }
                return vector
            }
        }
        ridge = 1 / (2 * cost)
        let (rows, ridge) = (rows, ridge)
        diagonal = (0..<count).map { row in
            (0..<stride).reduce(ridge) {
                let vector = SIMD8<Double>(rows[row * stride + $1])
                return $0 + (vector * vector).sum()
            }
        }
        self.tolerance = tolerance
    }

    /// w with the bias last, for the rows of which `isPositive` says true against the others; undefined once `givesUp` says true, which is
    /// asked before each pass.
    func solve(_ isPositive: (Int) -> Bool, givesUp: () -> Bool) -> [Double] {
        let signs = (0..<count).map { isPositive($0) ? 1.0 : -1.0 }
        var weights = [SIMD8<Double>](repeating: .zero, count: stride)
        var alphas = [Double](repeating: 0, count: count)
        var active = Array(0..<count)
        var random = RandomStream(seed: 0).split("dual coordinate descent")
        /// Gradients above it at zero are taken to stay there.
        var bound = Double.infinity
        for _ in 0..<passes {
            if givesUp() { break }
            random.shuffle(&active)
            var (highest, lowest) = (-Double.infinity, Double.infinity)
            var kept: [Int] = []
            kept.reserveCapacity(active.count)
            for row in active {
                let sign = signs[row]
                let gradient = sign * product(row, weights) - 1 + ridge * alphas[row]
                var projected = gradient
                if alphas[row] == 0 {
                    if gradient > bound { continue }
                    projected = min(gradient, 0)
                }
                kept.append(row)
                highest = max(highest, projected)
                lowest = min(lowest, projected)
                guard abs(projected) > 1e-12 else { continue }
                let alpha = max(alphas[row] - gradient / diagonal[row], 0)
                add(row, (alpha - alphas[row]) * sign, to: &weights)
                alphas[row] = alpha
            }
            active = kept
            if highest - lowest <= tolerance || active.isEmpty {
                // All is well among the active ones: once more with everybody.
                if active.count == count { break }
                active = Array(0..<count)
                bound = .infinity
            } else {
                bound = highest > 0 ? highest : .infinity
            }
        }
        return (0..<width).map { weights[$0 / 8][$0 % 8] }
    }

    @inline(__always)
    private func product(_ row: Int, _ weights: [SIMD8<Double>]) -> Double {
        rows.withUnsafeBufferPointer { rows in
            weights.withUnsafeBufferPointer { weights in
                var sum = SIMD8<Double>.zero
                for index in 0..<stride { sum += SIMD8<Double>(rows[row &* stride &+ index]) * weights[index] }
                return sum.sum()
            }
        }
    }

    @inline(__always)
    private func add(_ row: Int, _ factor: Double, to weights: inout [SIMD8<Double>]) {
        rows.withUnsafeBufferPointer { rows in
            weights.withUnsafeMutableBufferPointer { weights in
                for index in 0..<stride { weights[index] += factor * SIMD8<Double>(rows[row &* stride &+ index]) }
            }
        }
    }
}
