/// Lengths of time as people write them.
public enum TimeSpan {
    /// The seconds in `500ms`, `30s`, `2m`, `1h`, `1h30m` or a bare number of seconds; nil when it is none of these or not above zero.
    public static func seconds(_ text: String) -> Double? {
        if let bare = Double(text) { return bare > 0 && bare.isFinite ? bare : nil }
        let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400]
        var total = 0.0
        var rest = text[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let scale = units[String(unit)] else { return nil }
            total += value * scale
        }
        return total > 0 ? total : nil
    }

    /// A length of time for a person: `340 ms`, `12.4 s`, `2 min 05 s`, `1 h 12 min`, `770 days`; `?` for what is none.
    public static func text(_ seconds: Double) -> String {
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        guard seconds >= 0, seconds < 1e12 else { return "?" }
        switch seconds {
        case ..<0.0995: return "\(Int((seconds * 1000).rounded())) ms"
        case ..<59.95: return "\((seconds * 10).rounded() / 10) s"
        case ..<3599.5:
            let whole = Int(seconds.rounded())
            return "\(whole / 60) min \(padded(whole % 60)) s"
        case 259_200...: return "\(Int((seconds / 86400).rounded())) days"
        default:
            let minutes = Int((seconds / 60).rounded())
            return "\(minutes / 60) h \(padded(minutes % 60)) min"
        }
    }
}
