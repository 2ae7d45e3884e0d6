/// Reads a formula from left to right, each sign once.
struct FormulaReader {
    /// What ends a row, beside the end of the formula.
    enum Stop { case brace, bracket, cell, right }

    let scalars: [Unicode.Scalar]
    var index = 0
    private var depth = 0

    /// Groups deeper than any formula's are shown as they are written.
    private static let deepest = 40

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    /// All of it: a table when it has rows or columns of its own.
    mutating func whole() -> String {
        var rows = rows()
        while index < scalars.count {
            // An `\end` that nothing began.
            _ = name()
            _ = groupText()
            let more = self.rows()
            rows[rows.count - 1] += more[0]
            rows += more.dropFirst()
        }
        if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
        return FormulaTable.html(rows, of: "aligned", columns: "")
    }

    /// Rows parted by `\\`, cells by `&`, up to `\end`.
    mutating func rows() -> [[String]] {
        var rows: [[String]] = [[]]
        while true {
            rows[rows.count - 1].append(row(until: .cell))
            if peek == "&" {
                index += 1
            } else if isAt("\\\\") {
                index += 2
                skipBlanks()
                if peek == "[" { _ = bracketText() }
                rows.append([])
            } else {
                break
            }
        }
        // A `\\` after the last row begins none.
        if rows.count > 1, rows[rows.count - 1].allSatisfy({ $0 == "<mrow></mrow>" }) { rows.removeLast() }
        return rows
    }

    mutating func row(until stop: Stop) -> String {
        var items: [String] = []
        while index < scalars.count, !isAtEnd(of: stop) {
            if scalars[index].properties.isWhitespace {
                index += 1
            } else {
                items.append(scripted())
            }
        }
        return Formula.row(items)
    }

    private func isAtEnd(of stop: Stop) -> Bool {
        switch stop {
        case .brace: return peek == "}"
        case .bracket: return peek == "]"
        case .cell: return peek == "&" || isAt("\\\\") || isAt("\\end")
        case .right:
            return peek == "&" || peek == "}" || isAt("\\\\") || isAt("\\end") || isAt("\\right") && !isAt("\\rightarrow")
        }
    }

    /// An atom with what stands raised and lowered beside it, or over and under it.
    private mutating func scripted() -> String {
        let base = peek == "^" || peek == "_" ? Formula.Atom(xml: "<mrow></mrow>") : atom()
        var upper: [String] = [], lower: [String] = []
        var takesLimits = base.takesLimits
        while true {
            skipBlanks()
            if isAt("\\limits") || isAt("\\nolimits") {
                takesLimits = isAt("\\limits")
                _ = name()
            } else if peek == "^" {
                index += 1
                upper.append(argument())
            } else if peek == "_" {
                index += 1
                lower.append(argument())
            } else if peek == "'" {
                index += 1
                upper.append(Formula.sign("′"))
            } else {
                break
            }
        }
        if upper.isEmpty, lower.isEmpty { return base.xml }
        let tag = takesLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
        let (low, high) = (Formula.row(lower), Formula.row(upper))
        if upper.isEmpty { return "<\(tag.0)>\(base.xml)\(low)</\(tag.0)>" }
        if lower.isEmpty { return "<\(tag.1)>\(base.xml)\(high)</\(tag.1)>" }
        return "<\(tag.2)>\(base.xml)\(low)\(high)</\(tag.2)>"
    }

    /// The next group or the next single sign.
    mutating func argument() -> String {
        skipBlanks()
        return index < scalars.count ? atom().xml : "<mrow></mrow>"
    }

    mutating func atom() -> Formula.Atom {
        depth += 1
        defer { depth -= 1 }
        let scalar = scalars[index]
        if depth > Self.deepest { return Formula.Atom(xml: Formula.words(verbatim())) }
        switch scalar {
        case "{":
            index += 1
            let body = row(until: .brace)
            index = min(scalars.count, index + 1)
            return Formula.Atom(xml: body)
        case "\\": return command()
        case "0"..."9": return Formula.Atom(xml: "<mn>\(number())</mn>")
        default:
            index += 1
            return Formula.Atom(xml: FormulaSigns.plain(scalar))
        }
    }

    private mutating func number() -> String {
        var text = ""
        while let digit = peek, ("0"..."9").contains(digit) || digit == "." && isDigit(index + 1) {
            text.unicodeScalars.append(digit)
            index += 1
        }
        return text
    }

    private func isDigit(_ place: Int) -> Bool { place < scalars.count && ("0"..."9").contains(scalars[place]) }

    /// A command, a group or a sign as it is written.
    private mutating func verbatim() -> String {
        if peek == "{" { return "{\(groupText())}" }
        if peek == "\\" { return "\\" + name() }
        index += 1
        return String(scalars[index - 1])
    }
}
