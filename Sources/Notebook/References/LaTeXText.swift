/// LaTeX's ways of writing letters, as letters.
enum LaTeXText {
    /// Accents, ligatures, dashes and blanks as Unicode has them; braces and commands that only style go.
    static func plain(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let sign = rest.first {
            rest = rest.dropFirst()
            switch sign {
            case "{", "}": continue
            case "~": result += "\u{a0}"
            case "\\": result += command(&rest)
            case "-" where rest.hasPrefix("--"):
                rest = rest.dropFirst(2)
                result += "—"
            case "-" where rest.hasPrefix("-"):
                rest = rest.dropFirst()
                result += "–"
            case "`" where rest.hasPrefix("`"):
                rest = rest.dropFirst()
                result += "“"
            case "'" where rest.hasPrefix("'"):
                rest = rest.dropFirst()
                result += "”"
            default: result.append(sign)
            }
        }
        return result.split(whereSeparator: { $0 != "\u{a0}" && $0.isWhitespace }).joined(separator: " ")
            .precomposedStringWithCanonicalMapping
    }

    private static let accents: [Character: Character] = [
        "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}",
        "u": "\u{306}", "v": "\u{30c}", "H": "\u{30b}", "c": "\u{327}", "k": "\u{328}", "r": "\u{30a}", "d": "\u{323}",
        "b": "\u{331}",
    ]
    private static let letters = [
        "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
        "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…",
        "textquoteright": "’", "times": "×",
    ]

    /// What follows a backslash.
    private static func command(_ rest: inout Substring) -> String {
        guard let first = rest.first else { return "" }
        if !(first.isASCII && first.isLetter) {
            rest = rest.dropFirst()
            guard let accent = accents[first] else { return String(first) }
            return accented(accent, &rest)
        }
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(name.count)
        if let letter = letters[String(name)] {
            if rest.first == " " { rest = rest.dropFirst() }
            return letter
        }
        if name.count == 1, let accent = accents[name.first!] { return accented(accent, &rest) }
        // `\emph{x}` and its like: what they style stays.
        return ""
    }

    private static func accented(_ accent: Character, _ rest: inout Substring) -> String {
        rest = rest.drop { $0 == " " || $0 == "{" }
        guard let letter = rest.first else { return "" }
        rest = rest.dropFirst()
        // The dotless letters stand for those with a dot, which an accent takes away.
        if letter == "\\", let next = rest.first, "ij".contains(next) {
            rest = rest.dropFirst()
            return "\(next)\(accent)"
        }
        return "\(letter)\(accent)"
    }
}
