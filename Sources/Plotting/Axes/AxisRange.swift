import Foundation

/// The span of an axis and the place of a value on it.
package struct AxisRange: Hashable, Sendable {
    package let scale: AxisScale
    package let lower: Double
    package let upper: Double
    private let low: Double
    private let high: Double

    /// - Precondition: both ends have a place on the scale, and `lower < upper`.
    package init(scale: AxisScale, lower: Double, upper: Double) {
        guard let low = scale.forward(lower), let high = scale.forward(upper), low < high else {
            preconditionFailure("AxisRange: found \(lower)…\(upper) on a \(scale) axis, expected a rising range")
        }
        self.scale = scale
        self.lower = lower
        self.upper = upper
        self.low = low
        self.high = high
    }

    /// 0 at the lower end, 1 at the upper, nil for a value without a place.
    package func fraction(_ value: Double) -> Double? {
        guard let place = scale.forward(value) else { return nil }
        // Halves, for a span that would overflow.
        return (place / 2 - low / 2) / (high / 2 - low / 2)
    }

    /// The range that shows `values` on an axis, with a margin on both sides, or nil when none has a place.
    ///
    /// - Parameters:
    ///   - include: a value that must be seen too, such as the zero that bars stand on.
    ///   - margin: share of the span added at each side that is not the included value.
    package static func fitting(
        _ values: some Sequence<Double>, on axis: Axis, include: Double? = nil, margin: Double = 0.04
    ) -> AxisRange? {
        if let limits = axis.limits, axis.scale.forward(limits.lowerBound) != nil,
            axis.scale.forward(limits.upperBound) != nil
        {
            return widened(limits.lowerBound, limits.upperBound, axis.scale)
        }
        var low = Double.infinity, high = -Double.infinity
        for value in values where value.isFinite && axis.scale.forward(value) != nil {
            if value < low { low = value }
            if value > high { high = value }
        }
        guard low <= high else { return nil }
        // Beyond this the span itself overflows, and nobody can read it anyway.
        low = max(low, -1e300)
        high = min(high, 1e300)
        if let include {
            low = min(low, include)
            high = max(high, include)
        }
        guard low < high, low.nextUp.nextUp < high else { return widened(low, high, axis.scale) }
        switch axis.scale {
        case .logarithmic:
            let factor = power(high / low, margin)
            return AxisRange(scale: .logarithmic, lower: max(low / factor, 1e-300), upper: min(high * factor, 1e300))
        case .linear:
            let step = (high - low) * margin
            return widened(low == include ? low : low - step, high == include ? high : high + step, .linear)
        case .mel:
            return AxisRange(scale: .mel, lower: low, upper: high)
        }
    }

    /// A range around one value, when all are the same: half to double on a log axis, else ±5 % or ±1.
    private static func widened(_ low: Double, _ high: Double, _ scale: AxisScale) -> AxisRange {
        if let a = scale.forward(low), let b = scale.forward(high), a < b, (high - low) > abs(high) * 1e-14 {
            return AxisRange(scale: scale, lower: low, upper: high)
        }
        let value = max(-1e299, min(1e299, low))
        if scale == .logarithmic {
            let positive = max(value, 1e-299)
            return AxisRange(scale: scale, lower: positive / 2, upper: positive * 2)
        }
        let room = abs(value) < 1e-12 ? 1 : abs(value) * 0.05
        return AxisRange(scale: scale, lower: value - room, upper: value + room)
    }
}

/// `base` to a small power, for widening a logarithmic range.
private func power(_ base: Double, _ exponent: Double) -> Double {
    Foundation.pow(base, exponent)
}
