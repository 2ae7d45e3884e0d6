/// A line in parts, so that its numbers can be compared as numbers.
enum TextPart: Equatable {
    case sign(Character)
    /// With a point, an exponent, or a word for what is no finite number.
    case number(Double)
    /// `...`
    case anything

    /// Whole numbers stay signs: they are compared digit by digit.
    static func parts(of line: String) -> [TextPart] {
        var parts: [TextPart] = []
        var rest = Substring(line)
        while let first = rest.first {
            if rest.hasPrefix("...") {
                parts.append(.anything)
                rest = rest.dropFirst(3)
            } else if parts.isEmpty || !isPartOfWord(parts.last), let (value, length) = number(at: rest) {
                parts.append(.number(value))
                rest = rest.dropFirst(length)
            } else {
                parts.append(.sign(first))
                rest = rest.dropFirst()
            }
        }
        return parts
    }

    /// A digit behind a letter belongs to a name, such as `conv1.5`.
    private static func isPartOfWord(_ part: TextPart?) -> Bool {
        if case .sign(let sign)? = part { sign.isLetter || sign.isNumber || sign == "_" } else { false }
    }

    private static func number(at text: Substring) -> (Double, Int)? {
        for (word, value) in [("nan", Double.nan), ("inf", .infinity), ("-inf", -.infinity)] where text.hasPrefix(word) {
            if text.dropFirst(word.count).first.map({ $0.isLetter || $0.isNumber }) != true { return (value, word.count) }
        }
        var end = text.startIndex
        var isWhole = true
        func take(_ isTaken: (Character) -> Bool) -> Int {
            let start = end
            while end < text.endIndex, isTaken(text[end]) { end = text.index(after: end) }
            return text.distance(from: start, to: end)
        }
        if text.first == "-" || text.first == "−" { end = text.index(after: end) }
        guard take(\.isASCIIDigit) > 0 else { return nil }
        if end < text.endIndex, text[end] == ".", text[text.index(after: end)...].first?.isASCIIDigit == true {
            end = text.index(after: end)
            _ = take(\.isASCIIDigit)
            isWhole = false
        }
        let mantissa = end
        if end < text.endIndex, "eE".contains(text[end]) {
            end = text.index(after: end)
            if end < text.endIndex, "+-".contains(text[end]) { end = text.index(after: end) }
            if take(\.isASCIIDigit) > 0 { isWhole = false } else { end = mantissa }
        }
        let digits = text[..<end].replacing("−", with: "-")
        guard !isWhole, let value = Double(digits) else { return nil }
        return (value, text.distance(from: text.startIndex, to: end))
    }

    /// Whether it is the expected part, numbers within a tolerance.
    func isNear(_ expected: TextPart, _ tolerance: Double) -> Bool {
        guard case .number(let a) = self, case .number(let b) = expected else { return self == expected }
        return a == b || a.isNaN && b.isNaN || abs(a - b) <= tolerance * max(1, abs(b))
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
