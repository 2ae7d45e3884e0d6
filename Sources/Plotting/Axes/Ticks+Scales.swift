import Foundation

extension Ticks {
    /// Decades, with 2 and 5 between them when there is room; ordinary round values within less than a decade.
    package static func logarithmic(_ low: Double, _ high: Double, about count: Int) -> Ticks {
        let first = Int((log10(low) - 1e-9).rounded(.up)), last = Int((log10(high) + 1e-9).rounded(.down))
        let decades = log10(high) - log10(low)
        let minor = minorLines(low, high)
        if decades < 1 {
            var ticks = linear(low, high, about: min(count, 5))
            ticks.values.removeAll { $0 <= 0 }
            ticks.labels = ticks.labels.suffix(ticks.values.count)
            return ticks
        }
        var values: [Double]
        if decades <= 1.5, count >= 4 {
            values = within(low, high, [1, 2, 5])
        } else if decades <= 2.5, count >= 5 {
            values = within(low, high, [1, 3])
        } else {
            // Every decade, or every second, third, sixth … one, counted from 10⁰.
            let stride = [1, 2, 3, 6, 12, 24, 48, 96, 192].first { (last - first) / $0 < max(2, count + 1) } ?? 384
            values = (first...max(first, last)).filter { $0 % stride == 0 }.map { decade($0) }
        }
        values.removeAll { $0 < low * (1 - 1e-9) || $0 > high * (1 + 1e-9) }
        return Ticks(values: values, labels: TickLabels.logarithmic(values), minor: minor)
    }

    /// Round frequencies, at least a fair distance apart in mel.
    package static func mel(_ range: AxisRange, about count: Int) -> Ticks {
        // Landmarks first; the others where they leave 0.75 of the wished distance.
        let round: [Double] = [
            0, 1000, 8000, 4000, 2000, 500, 16_000, 24_000, 12_000, 6000, 3000, 200, 20_000, 10_000, 100, 1500, 5000, 300,
        ]
        let distance = 0.75 / Double(max(1, count))
        var values: [Double] = []
        for value in round where value >= range.lower && value <= range.upper * (1 + 1e-9) {
            guard let place = range.fraction(value) else { continue }
            if values.allSatisfy({ abs((range.fraction($0) ?? 0) - place) >= distance }) { values.append(value) }
        }
        values.sort()
        // A narrow band may hold none of them.
        if values.count < 3 { return linear(range.lower, range.upper, about: count) }
        return Ticks(values: values, labels: TickLabels.linear(values, step: 100).labels)
    }

    private static func within(_ low: Double, _ high: Double, _ mantissas: [Double]) -> [Double] {
        let decades = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        return decades.flatMap { exponent in mantissas.map { scaled($0, exponent) } }
    }

    private static func minorLines(_ low: Double, _ high: Double) -> [Double] {
        guard log10(high) - log10(low) <= 6 else { return [] }
        return within(low, high, [2, 3, 4, 5, 6, 7, 8, 9]).filter { $0 > low && $0 < high }
    }

    private static func decade(_ exponent: Int) -> Double { scaled(1, exponent) }

    /// mantissa × 10^exponent, by division for negative exponents: 3 / 10 is the double nearest to 0.3.
    private static func scaled(_ mantissa: Double, _ exponent: Int) -> Double {
        exponent < 0 && exponent > -300 ? mantissa / pow(10, Double(-exponent)) : mantissa * pow(10, Double(exponent))
    }
}
