/// What number a text is, if it is one beyond doubt.
enum NumberText {
    /// A number, or why it is none.
    enum Reading: Equatable {
        case number(Double)
        case refused(String)
    }

    /// Reads a text as a number: digits, a point, an exponent, `nan` and `inf`, with spaces around it. What a 64-bit float would change or
    /// cannot hold is refused, and so is what may be no number: leading zeros, a comma, a hexadecimal.
    static func read(_ text: String) -> Reading {
        let bytes = trimmed(text)
        var at = 0
        func digits() -> Int {
            let start = at
            while at < bytes.count, isDigit(bytes[at]) { at += 1 }
            return at - start
        }
        if at < bytes.count, bytes[at] == minus || bytes[at] == plus { at += 1 }
        let start = at
        let whole = digits()
        var fraction = 0
        if at < bytes.count, bytes[at] == point {
            at += 1
            fraction = digits()
        }
        let isRound = bytes[..<at].suffix(fraction).allSatisfy { $0 == zero }
        guard whole + fraction > 0 else { return word(bytes) }
        var isWhole = at == start + whole || whole > 0 && isRound
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            (at, isWhole) = (at + 1, false)
            if at < bytes.count, bytes[at] == minus || bytes[at] == plus { at += 1 }
            if digits() == 0 { return .refused("no number") }
        }
        guard at == bytes.count else {
            return .refused(bytes[at] == comma ? "a comma where a point is expected" : "no number")
        }
        if whole > 1, bytes[start] == zero { return .refused("leading zeros, which a number would lose: ask for words") }
        let plain = String(decoding: bytes, as: UTF8.self)
        guard let value = Double(plain), value.isFinite else { return .refused("beyond what a 64-bit float holds") }
        if value == 0, bytes.prefix(while: { $0 | 0x20 != UInt8(ascii: "e") }).contains(where: { isDigit($0) && $0 != zero }) {
            return .refused("too small for a 64-bit float, which would make it 0")
        }
        // Whole numbers are kept or refused, never rounded.
        if isWhole, abs(value) >= 0x1p53,
            Int(String(decoding: bytes[..<(start + whole)], as: UTF8.self)).flatMap(Double.init(exactly:)) == nil
        {
            return .refused("a whole number that a 64-bit float would change: ask for words or wholeNumbers")
        }
        return .number(value)
    }

    /// Whether a text is a whole number as it is written: one that rounding would change, and not only approximate.
    static func isWhole(_ text: String) -> Bool {
        let bytes = trimmed(text)
        let digits = bytes.first == minus || bytes.first == plus ? bytes.dropFirst() : bytes[...]
        // 3.0 is as whole as 3: a number of a table that was floats.
        let whole = digits.prefix(while: isDigit), rest = digits.dropFirst(whole.count)
        return !whole.isEmpty && (rest.isEmpty || rest.first == point && rest.dropFirst().allSatisfy { $0 == zero })
    }

    private static let (minus, plus, point) = (UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."))
    private static let (comma, zero) = (UInt8(ascii: ","), UInt8(ascii: "0"))

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// The bytes of a text without spaces at its ends.
    private static func trimmed(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)[...]
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return Array(bytes.drop { $0 == 0x20 || $0 == 0x09 })
    }

    /// The numbers that are written as words.
    private static func word(_ bytes: [UInt8]) -> Reading {
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case "nan", "-nan", "+nan": .number(.nan)
        case "inf", "+inf", "infinity", "+infinity": .number(.infinity)
        case "-inf", "-infinity": .number(-.infinity)
        default: .refused("no number")
        }
    }
}
