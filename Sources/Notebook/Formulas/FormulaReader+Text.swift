/// Words of a formula's source, taken as they are.
extension FormulaReader {
    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    func isAt(_ text: String) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }

    mutating func skipBlanks() { while let next = peek, next.properties.isWhitespace { index += 1 } }

    /// The command at a backslash: its letters, or the one sign behind it.
    mutating func name() -> String {
        index += 1
        var name = ""
        while let next = peek, next.isASCII, next.properties.isAlphabetic {
            name.unicodeScalars.append(next)
            index += 1
        }
        if name.isEmpty, let next = peek {
            name.unicodeScalars.append(next)
            index += 1
        } else if peek == "*", name == "operatorname" {
            index += 1
            name += "*"
        }
        return name
    }

    /// A group in braces as it is written, without them; "" when there is none.
    mutating func groupText() -> String {
        skipBlanks()
        guard peek == "{" else { return "" }
        index += 1
        var text = "", depth = 1
        while let next = peek {
            index += 1
            if next == "{" { depth += 1 }
            if next == "}" { depth -= 1 }
            if depth == 0 { break }
            text.unicodeScalars.append(next)
            if next == "\\", let escaped = peek {
                text.unicodeScalars.append(escaped)
                index += 1
            }
        }
        return text
    }

    /// What stands between `[` and `]` as it is written, without them.
    mutating func bracketText() -> String {
        index += 1
        var text = ""
        while let next = peek {
            index += 1
            if next == "]" { break }
            text.unicodeScalars.append(next)
        }
        return text
    }

    /// The bracket behind `\left` and its like; "" for `.`, which stands for none.
    mutating func bracket() -> String {
        skipBlanks()
        guard let next = peek else { return "" }
        if next == "\\" {
            let name = name()
            return FormulaSigns.brackets[name] ?? FormulaSigns.signs[name] ?? name
        }
        index += 1
        return next == "." ? "" : next == "<" ? "⟨" : next == ">" ? "⟩" : String(next)
    }
}
