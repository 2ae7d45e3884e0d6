import Foundation

/// Numbers as axes and bars write them: no float noise, thin spaces between thousands, ×10ⁿ for extremes, a true minus.
package enum TickLabels {
    /// Labels for equally spaced values, all with the decimals that the step needs.
    ///
    /// Values far from zero in small steps (such as seconds since 1970) give the common part as an offset.
    package static func linear(_ values: [Double], step: Double) -> (labels: [String], offset: String?) {
        let largest = values.map(abs).max() ?? 0
        if values.count > 1, step > 0, largest / step >= 1e6, let base = values.first {
            let shifted = linear(values.map { $0 - base }, step: step)
            // Subtraction leaves noise below the step; the labels' decimals round it off.
            return (shifted.labels, (base < 0 ? "−" : "+") + plain(abs(base), decimals: decimals(step)))
        }
        if largest >= 1e6 || (largest > 0 && largest < 1e-3) {
            let exponent = Int(floor(log10(largest) + 1e-12))
            let unit = pow(10, Double(exponent))
            let digits = decimals(step / unit)
            return (values.map { $0 == 0 ? "0" : plain($0 / unit, decimals: digits) + "×10" + superscript(exponent) }, nil)
        }
        let digits = decimals(step)
        return (values.map { plain($0, decimals: digits) }, nil)
    }

    /// Labels of a logarithmic axis: plain numbers when all are of a moderate size, else powers.
    package static func logarithmic(_ values: [Double]) -> [String] {
        if values.allSatisfy({ $0 >= 0.00099 && $0 <= 100_000 }) { return values.map { short($0) } }
        return values.map { value in
            let exponent = Int(floor(log10(value) + 1e-9))
            let mantissa = value / pow(10, Double(exponent))
            return (abs(mantissa - 1) < 1e-6 ? "" : short(mantissa) + "×") + "10" + superscript(exponent)
        }
    }

    /// A number with about `digits` significant digits, such as a value above a bar: 0.5, 69, 1 234, 2.5×10⁻⁵.
    package static func short(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
        guard value != 0 else { return "0" }
        let exponent = Int(floor(log10(abs(value)) + 1e-12))
        if exponent >= 7 || exponent < -4 {
            let mantissa = value / pow(10, Double(exponent))
            return trimmed(plain(mantissa, decimals: max(0, digits - 1))) + "×10" + superscript(exponent)
        }
        return trimmed(plain(value, decimals: min(12, max(0, digits - 1 - exponent))))
    }

    /// Numbers to be compared, such as the values above bars: as `short` writes them, with as many decimals each, 88.0 beside 87.9, where
    /// the largest has room for them.
    package static func alike(_ values: [Double], digits: Int) -> [String] {
        let texts = values.map { short($0, digits: digits) }
        let room = values.filter { $0.isFinite && $0 != 0 }.map { digits - 1 - Int(floor(log10(abs($0)) + 1e-12)) }.min() ?? 0
        let decimals = texts.map { text in text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0 }
        guard let most = decimals.max(), most > 0, most <= room, !texts.contains(where: { $0.contains("×") }) else {
            return texts
        }
        return zip(values, texts).map { $0.isFinite && $0 != 0 ? plain($0, decimals: most) : $1 }
    }

    /// A fixed number of decimals, thousands set apart by thin spaces.
    package static func plain(_ value: Double, decimals: Int) -> String {
        let text = String(format: "%.\(min(15, max(0, decimals)))f", abs(value))
        let parts = text.split(separator: ".")
        var whole = String(parts[0])
        if whole.count >= 5 {  // 1000 stands better unbroken (SI brochure, 5.4.4)
            var grouped = ""
            for (place, digit) in whole.enumerated() {
                if place > 0, (whole.count - place) % 3 == 0 { grouped += "\u{2009}" }
                grouped.append(digit)
            }
            whole = grouped
        }
        let number = parts.count > 1 ? whole + "." + parts[1] : whole
        return value < 0 && number.contains(where: { $0 != "0" && $0 != "." }) ? "−" + number : number
    }

    /// The decimals needed to write the multiples of a step exactly.
    package static func decimals(_ step: Double) -> Int {
        guard step > 0, step.isFinite else { return 0 }
        for digits in 0...14 {
            let scaled = step * pow(10, Double(digits))
            if abs(scaled - scaled.rounded()) < 1e-6 * max(1, scaled), scaled >= 0.999_999 { return digits }
        }
        return 15
    }

    package static func superscript(_ value: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        return (value < 0 ? "⁻" : "") + String(String(abs(value)).compactMap(\.wholeNumberValue).map { digits[$0] })
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text[...]
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }
}
