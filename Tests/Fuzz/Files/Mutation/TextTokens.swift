/// A text in words, numbers, runs of white space and single signs, to be changed by them.
struct TextTokens {
    private var tokens: [ArraySlice<UInt8>]

    private static let odd: [[UInt8]] =
        ([
            "0", "-0", "-1", "1", "1.5", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
            "18446744073709551616",
            "99999999999999999999999", "4294967296", "2147483648", "1e308", "1e999", "-1e999", "1e-320", "nan", "inf", "0x10",
            "1_000",
            "1,5", "", " ", "\t", "\n", "\r\n", "\r", "\n\n", "\"", "\"\"", "'", "`", "```", "~~~", "---", ",", ";", ":", "[",
            "]", "{", "}",
            "(", ")", "\\", "/", "../", "/dev/zero", "#", "&", "*", "!", "|", ">", "<", "=", "%", "@", "$", "é", "👩‍👩‍👧", "\u{0}",
            "\u{feff}",
            "\u{2028}", "\u{202e}", "\u{1b}[2J", "null", "true", "~", "None", "False", "True",
        ] as [String]).map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    init(_ bytes: [UInt8]) {
        tokens = []
        var (start, kind) = (0, -1)
        for (index, byte) in bytes.enumerated() {
            let next = Self.kind(byte)
            if next != kind || next == 2, index > start {
                tokens.append(bytes[start..<index])
                start = index
            }
            kind = next
        }
        if start < bytes.count { tokens.append(bytes[start...]) }
    }

    /// 0: of a word or number; 1: white space; 2: a sign.
    private static func kind(_ byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: 0
        case 0x20, 0x09, 0x0A, 0x0D: 1
        default: 2
        }
    }

    var bytes: [UInt8] { Array(tokens.joined()) }

    /// One change.
    mutating func change(_ random: inout Chance) {
        guard !tokens.isEmpty else { return tokens = [random.element(of: Self.odd)[...]] }
        let place = random.below(tokens.count)
        switch random.below(16) {
        case 0, 1, 2: tokens[number(from: place)] = random.element(of: Self.odd)[...]
        case 3: tokens[place] = random.element(of: Self.odd)[...]
        case 4: tokens.insert(random.element(of: Self.odd)[...], at: place)
        case 5: tokens.remove(at: place)
        case 6: tokens[place] = tokens[random.below(tokens.count)]
        case 7: tokens.insert(tokens[random.below(tokens.count)], at: place)
        case 8: tokens.swapAt(place, random.below(tokens.count))
        case 9: tokens.removeSubrange(place..<lineEnd(from: place))
        case 10: tokens.insert(contentsOf: Array(tokens[place..<lineEnd(from: place)]), at: random.below(tokens.count))
        case 11: tokens.insert(contentsOf: Array(tokens[place..<lineEnd(from: place)]), at: place)
        case 12: tokens.removeSubrange(place...)
        case 13:
            let count = min(1 << random.below(13), 1 << 16 / max(tokens[place].count, 1))
            tokens[place] = ArraySlice(repeatElement(tokens[place], count: count).joined())
        case 14: tokens.insert(ArraySlice(repeatElement(random.element(of: Self.deep), count: 1 << random.below(15))), at: place)
        default:
            if let first = tokens[place].first { tokens[place][tokens[place].startIndex] = first ^ (1 << UInt8(random.below(8))) }
        }
    }

    private static let deep = Array("[{(>-*#\"'`&|!  \t\n\\<_~a0".utf8)

    /// The next token that begins with a digit.
    private func number(from place: Int) -> Int {
        let isNumber: (Int) -> Bool = { (0x30...0x39).contains(tokens[$0].first ?? 0) }
        return (place..<tokens.count).first(where: isNumber) ?? place
    }

    private func lineEnd(from place: Int) -> Int {
        min(tokens.count, ((place..<tokens.count).first { tokens[$0].contains(0x0A) } ?? tokens.count) + 1)
    }
}
