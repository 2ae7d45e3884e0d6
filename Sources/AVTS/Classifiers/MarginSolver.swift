import Tensors

/// Newton's method for a linear machine with squared hinge loss, ½‖w‖² + C Σ max(0, 1 − y w·x)² (Keerthi and DeCoste 2005).
///
/// If one knew which rows lie within the margin, the minimum would be that of a ridge regression on them. So: regress on those that lie
/// within now, go towards that as far as the loss falls, look again. When the rows stay the same it is the minimum, to rounding.
struct MarginSolver: Sendable {
    /// `[N, S]`; a bias is a column of ones.
    private let rows: Tensor
    /// The regression on all rows, with which each machine begins.
    private let whole: RidgeSystem
    private let cost: Double

    init(rows: Tensor, cost: Double) {
        (self.rows, self.cost) = (rows, cost)
        whole = RidgeSystem(rows)
    }

    /// Ten or twenty steps are usual.
    private static let mostSteps = 200

    /// w, `[S, 1]`, for rows of the signs ±1; undefined once `givesUp` says true, which is asked before each step.
    func solve(signs: [Float], from start: Tensor? = nil, givesUp: () -> Bool = { false }) -> Tensor {
        var weights = start ?? .zeros([rows.shape[1], 1])
        var margins = matmul(rows, weights).scalars
        var within = places(signs, margins)
        var system = whole
        for _ in 0..<Self.mostSteps {
            if givesUp() { break }
            system.keep(within)
            guard let best = system.solution(signs, ridge: 1 / (2 * cost)) else { break }
            let reached = matmul(rows, best).scalars
            let next = places(signs, reached)
            if next == within { return best }
            let step = length(from: weights, margins, to: best, reached, signs)
            // Rounding may let rows on the margin come and go for ever.
            let moved = zip(margins, reached).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            weights = step == 1 ? best : weights + Float(step) * (best - weights)
            if moved * Float(step) < 1e-6 { break }
            margins = step == 1 ? reached : matmul(rows, weights).scalars
            within = places(signs, margins)
        }
        return weights
    }

    /// The rows within the margin.
    private func places(_ signs: [Float], _ margins: [Float]) -> [Int] {
        signs.indices.filter { signs[$0] * margins[$0] < 1 }
    }

    /// How much of the way from one w to another makes the loss smallest, at most all of it: where its slope, which only rises, is zero.
    private func length(
        from weights: Tensor, _ margins: [Float], to best: Tensor, _ reached: [Float], _ signs: [Float]
    ) -> Double {
        let (start, end) = (weights.scalars.map(Double.init), best.scalars.map(Double.init))
        let way = zip(end, start).map { $0 - $1 }
        let inward = zip(way, start).reduce(0) { $0 + $1.0 * $1.1 }
        let square = way.reduce(0) { $0 + $1 * $1 }
        let changes = signs.indices.map { Double(signs[$0]) * (Double(reached[$0]) - Double(margins[$0])) }
        func slope(_ part: Double) -> Double {
            var hinge = 0.0
            for row in signs.indices {
                let slack = 1 - Double(signs[row]) * Double(margins[row]) - part * changes[row]
                if slack > 0 { hinge += slack * changes[row] }
            }
            return inward + part * square - 2 * cost * hinge
        }
        if slope(1) <= 0 { return 1 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<30 {
            let middle = (low + high) / 2
            if slope(middle) < 0 { low = middle } else { high = middle }
        }
        return high
    }
}
