import Foundation

/// The round values that an axis marks, and their labels.
package struct Ticks: Hashable, Sendable {
    package var values: [Double]
    package var labels: [String]
    /// Thin lines between the ticks of a logarithmic axis.
    package var minor: [Double] = []
    /// What was taken off every label to keep them short, such as "+1 700 000 000".
    package var offset: String?

    /// Ticks inside a range, about `count` of them.
    ///
    /// - Parameter wholeOnly: marks whole numbers only, for counts, steps and epochs.
    package static func along(_ range: AxisRange, about count: Int, wholeOnly: Bool = false) -> Ticks {
        switch range.scale {
        case .linear: linear(range.lower, range.upper, about: count, wholeOnly: wholeOnly)
        case .logarithmic: logarithmic(range.lower, range.upper, about: count)
        case .mel: mel(range, about: count)
        }
    }

    package static func linear(_ low: Double, _ high: Double, about count: Int, wholeOnly: Bool = false) -> Ticks {
        let step = step(low, high, about: max(1, count), wholeOnly: wholeOnly)
        let values = multiples(of: step, from: low, through: high)
        let (labels, offset) = TickLabels.linear(values, step: step.value)
        return Ticks(values: values, labels: labels, offset: offset)
    }

    /// A round step: `mantissa` × 10^`exponent`.
    package struct Step: Hashable, Sendable {
        package var mantissa: Double
        package var exponent: Int
        package var value: Double { mantissa * pow(10, Double(exponent)) }
    }

    /// Steps in order of preference (Talbot, Lin & Hanrahan, "An Extension of Wilkinson's Algorithm", 2010).
    private static let preferred: [Double] = [1, 5, 2, 2.5, 4]

    /// The step that scores best: round steps before less round ones, ticks that cover the range, a number of ticks
    /// near the wished one, zero among them when it is in range.
    package static func step(_ low: Double, _ high: Double, about count: Int, wholeOnly: Bool = false) -> Step {
        let span = high - low
        guard span > 0, span.isFinite else { return Step(mantissa: 1, exponent: 0) }
        let magnitude = Int(floor(log10(span)))
        var best = Step(mantissa: 1, exponent: wholeOnly ? max(0, magnitude) : magnitude)
        var bestScore = -Double.infinity
        for exponent in (magnitude - 3)...(magnitude + 1) where !wholeOnly || exponent >= 0 {
            for (place, mantissa) in preferred.enumerated() {
                let step = Step(mantissa: mantissa, exponent: exponent)
                if wholeOnly, step.value != step.value.rounded() { continue }
                let first = (low / step.value - 1e-9).rounded(.up), last = (high / step.value + 1e-9).rounded(.down)
                guard last >= first else { continue }
                let ticks = last - first + 1
                guard ticks <= 200 else { continue }
                let covers = 1 - (pow(first * step.value - low, 2) + pow(high - last * step.value, 2)) / pow(0.4 * span, 2)
                let density = ticks / Double(count)
                let crowded = 2 - max(density, 1 / density)
                let hasZero = first <= 0 && last >= 0 ? 1.0 : 0
                let simple = 1 - Double(place) / Double(preferred.count - 1) + hasZero
                let score = 0.25 * simple + 0.2 * covers + 0.5 * crowded - (ticks < 2 ? 1 : 0)
                if score > bestScore {
                    bestScore = score
                    best = step
                }
            }
        }
        return best
    }

    /// The multiples of a step in a range, computed so that 3 × 0.1 is the double nearest to 0.3.
    package static func multiples(of step: Step, from low: Double, through high: Double) -> [Double] {
        let first = (low / step.value - 1e-9).rounded(.up), last = (high / step.value + 1e-9).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { index in
            let whole = index * step.mantissa
            let value = step.exponent < 0 ? whole / pow(10, Double(-step.exponent)) : whole * pow(10, Double(step.exponent))
            return value == 0 ? 0 : value  // never -0
        }
    }
}
