/// Text whose characters can do nothing but be seen.
package enum PageText {
    /// The text with every character that a terminal or a page would obey as a sign for it: `␛[31m`, `␇`, `⟨U+202E⟩`.
    ///
    /// Line ends become `\n`; tabs stay.
    package static func of(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { $0 < 9 || $0 > 10 && $0 < 32 || $0 == 127 || $0 == 0xc2 || $0 == 0xe2 || $0 == 0xef })
        else { return String(text) }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var last: Unicode.Scalar = "\0"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where last == "\r":
                result.unicodeScalars.removeLast()
                result += "\n"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\0"..<" ": result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value)!)
            case "\u{7f}": result += "␡"
            // C1 controls, line and paragraph separators, and what turns the direction of all that follows.
            case "\u{80}"..."\u{9f}", "\u{2028}"..."\u{202e}", "\u{2066}"..."\u{2069}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "⟨U+\(String(repeating: "0", count: 4 - digits.count))\(digits)⟩"
            // No characters at all: a page uses some for itself.
            case Unicode.Scalar(0xfdd0)!...Unicode.Scalar(0xfdef)!: result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return result
    }
}
