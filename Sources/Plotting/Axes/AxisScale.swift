import Foundation

/// How values are laid along an axis.
public enum AxisScale: Hashable, Sendable {
    /// Equal differences take equal room.
    case linear
    /// Equal ratios take equal room; values ≤ 0 have no place and make gaps.
    case logarithmic
    /// Frequencies in Hz, spaced as they are heard: 2595 · log₁₀(1 + f / 700) (O'Shaughnessy 1987, as in HTK).
    case mel

    /// The value in axis space, or nil when the scale has no place for it.
    package func forward(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        switch self {
        case .linear: return value
        case .logarithmic: return value > 0 ? log10(value) : nil
        case .mel: return value > -700 ? 2595 * log10(1 + value / 700) : nil
        }
    }

    /// The value a share of the way from one value to another, as the axis lays them out.
    package func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
        guard let a = forward(low), let b = forward(high) else { return low + (high - low) * share }
        let place = a + (b - a) * share
        switch self {
        case .linear: return place
        case .logarithmic: return pow(10, place)
        case .mel: return 700 * (pow(10, place / 2595) - 1)
        }
    }
}
