/// Text of others (files, cells, messages) as a terminal may be given it: control characters are shown, and not obeyed.
///
/// ``Console`` passes all that it writes through here, so that no caller has to think of it.
public enum VisibleText {
    /// The text with every control character written out, but for line ends and tabs.
    public static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return String(result)
    }

    /// The text in one line.
    public static func line(_ text: String) -> String {
        of(
            text.contains(where: { $0.isNewline || $0 == "\t" })
                ? String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) : text)
    }

    /// What a cell prints: it may return to the line's beginning, step back, ring, and choose colours; nothing else is obeyed.
    public static func output(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            rest = rest.dropFirst()
            switch scalar {
            case "\r", "\u{8}", "\u{7}": result.append(scalar)
            case "\u{1B}":
                if let colour = colour(rest) {
                    result.append(scalar)
                    result.append(contentsOf: rest[..<colour])
                    rest = rest[colour...]
                } else {
                    append(scalar, to: &result)
                }
            default: append(scalar, to: &result)
            }
        }
        return String(result)
    }

    /// The end of a sequence that chooses colours, where one follows an escape.
    private static func colour(_ rest: Substring.UnicodeScalarView) -> String.Index? {
        guard rest.first == "[" else { return nil }
        // The longest that anyone needs names two colours by three numbers each.
        for index in rest.indices.dropFirst().prefix(48) {
            switch rest[index] {
            case "0"..."9", ";", ":": continue
            case "m": return rest.index(after: index)
            default: return nil
            }
        }
        return nil
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        if isControl(scalar) {
            result.append(
                contentsOf: scalar == "\r"
                    ? "\\r".unicodeScalars : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
        } else {
            result.append(scalar)
        }
    }

    /// What moves a cursor or turns the order of text, the eight-bit forms of escapes too.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
