import Foundation
import Work

extension Window {
    /// The `count` ≥ 0 weights, 0…1 (a flat top's also a little below 0). A single weight is 1.
    ///
    ///     Window.hann.weights(4)    // [0, 0.5, 1, 0.5]
    public func weights(_ count: Int) -> [Float] {
        Failing.holdable(count, bytes: 4, "Window.weights")
        guard count > 1 else { return [Float](repeating: 1, count: count) }
        let period = Double(isSymmetric ? count - 1 : count)
        var weights = [Float](repeating: 0, count: count)
        var work = PacedWork()
        for index in 0..<count {
            // Like a tensor's operation: what is left when given up is looked at by nobody.
            guard work.mayGoOn(for: 16) else { break }
            weights[index] = Float(weight(Double(index), of: period))
        }
        return weights
    }

    private func weight(_ place: Double, of period: Double) -> Double {
        let angle = 2 * Double.pi * place / period
        let side = 2 * place / period - 1  // −1…1
        switch form {
        case .rectangular: return 1
        case .bartlett: return 1 - abs(side)
        case .cosine: return sin(.pi * (place + 0.5) / (period + 1))
        case .povey: return pow(max(0, 0.5 - 0.5 * cos(angle)), 0.85)
        case .cosines(_, let terms):
            var sum = terms[0] - terms[1] * cos(angle)
            for (index, term) in terms.enumerated().dropFirst(2) {
                sum += (index.isMultiple(of: 2) ? term : -term) * cos(Double(index) * angle)
            }
            return sum
        case .blackman(let a): return a - 0.5 * cos(angle) + (0.5 - a) * cos(2 * angle)
        case .kaiser(let beta): return BesselI0.ratio(beta * max(0, 1 - side * side).squareRoot(), over: beta)
        case .gaussian(let deviation):
            let z = (place - period / 2) / deviation
            return exp(-0.5 * z * z)
        case .tukey(let taper):
            let edge = min(place, period - place) * 2 / period  // 0 at both ends, 1 in the middle
            return edge < taper ? 0.5 - 0.5 * cos(.pi * edge / taper) : 1
        }
    }
}
