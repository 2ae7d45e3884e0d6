/// What a command makes of what follows it.
extension FormulaReader {
    mutating func command() -> Formula.Atom {
        let start = index
        let name = name()
        switch name {
        case "frac", "tfrac", "dfrac", "cfrac": return fraction("")
        case "binom", "tbinom", "dbinom":
            let inner = fraction(" linethickness=\"0\"").xml
            return Formula.Atom(xml: Formula.row([Formula.fence("(", "prefix"), inner, Formula.fence(")", "postfix")]))
        case "sqrt": return root()
        case "left": return growing()
        case "middle": return Formula.Atom(xml: Formula.sign(bracket(), " fence=\"true\" stretchy=\"true\""))
        case "right": return Formula.Atom(xml: Formula.sign(bracket()))
        case "begin": return environment()
        case "overset", "stackrel":
            let upper = argument(), base = argument()
            return Formula.Atom(xml: "<mover>\(base)\(upper)</mover>")
        case "underset":
            let lower = argument(), base = argument()
            return Formula.Atom(xml: "<munder>\(base)\(lower)</munder>")
        case "text", "textrm", "textnormal", "mbox", "textit", "textbf", "texttt":
            let style = name == "textbf" ? " class=\"bold\"" : name == "texttt" ? " class=\"mono\"" : ""
            return Formula.Atom(xml: "<mtext\(style)>\(HTML.escape(Self.words(groupText())))</mtext>")
        case "operatorname", "operatorname*", "mathrm", "mathsf", "mathtt":
            return Formula.Atom(xml: Formula.upright(groupText()), takesLimits: name == "operatorname*")
        case "mathbf", "boldsymbol", "bm": return Formula.Atom(xml: "<mrow class=\"bold\">\(argument())</mrow>")
        case "mathit", "mathop", "mathbin", "mathrel", "displaystyle", "textstyle", "scriptstyle", "nonumber", "notag", "hline":
            return name.hasPrefix("math") ? Formula.Atom(xml: argument()) : Formula.Atom(xml: "")
        case "label", "tag":
            _ = groupText()
            return Formula.Atom(xml: "")
        case "pmod":
            return Formula.Atom(
                xml: "<mrow><mo>(</mo><mi>mod</mi><mspace width=\"0.3em\"></mspace>\(argument())<mo>)</mo></mrow>")
        case "not":
            let next = argument()
            return Formula.Atom(xml: next.replacing("</mo>", with: "\u{338}</mo>", maxReplacements: 1))
        default: break
        }
        if let width = FormulaSigns.spaces[name] { return Formula.Atom(xml: "<mspace width=\"\(width)\"></mspace>") }
        if let size = FormulaSigns.sizes[name] {
            return Formula.Atom(xml: Formula.sign(bracket(), " minsize=\"\(size)\" maxsize=\"\(size)\" stretchy=\"true\""))
        }
        if let alphabet = FormulaAlphabet(rawValue: name) {
            return Formula.Atom(xml: Formula.upright(alphabet.letters(groupOrSign())))
        }
        if let (accent, isOver) = FormulaSigns.accents[name] {
            let (tag, mark) = isOver ? ("mover", "accent") : ("munder", "accentunder")
            let isWide = ["overline", "underline", "overbrace", "underbrace", "widehat", "widetilde", "overrightarrow"].contains(
                name)
            let sign = "<mo stretchy=\"\(isWide)\">\(accent)</mo>"
            return Formula.Atom(
                xml: "<\(tag) \(mark)=\"true\">\(argument())\(sign)</\(tag)>", takesLimits: name.hasSuffix("brace"))
        }
        if let sign = FormulaSigns.large[name] {
            return Formula.Atom(xml: Formula.sign(sign), takesLimits: !name.hasSuffix("int"))
        }
        if FormulaSigns.functions.contains(name) { return function(name) }
        if let letter = FormulaSigns.letters[name] {
            let isUpright = letter.unicodeScalars.first!.properties.isUppercase
            return Formula.Atom(xml: isUpright ? Formula.upright(letter) : Formula.identifier(letter))
        }
        if let sign = FormulaSigns.signs[name] ?? FormulaSigns.brackets[name] { return Formula.Atom(xml: Formula.sign(sign)) }
        if index == start + 2, !name.isEmpty, let first = name.unicodeScalars.first, !first.properties.isAlphabetic {
            return Formula.Atom(xml: Formula.sign(name))
        }
        return Formula.Atom(xml: Formula.words("\\" + name))
    }

    /// `\log`, `\max`: upright, with room before what it is of, but for a bracket.
    private mutating func function(_ name: String) -> Formula.Atom {
        skipBlanks()
        let room = peek == "(" || isAt("\\left") || isAt("\\big") ? "0em" : "0.167em"
        let takesLimits = FormulaSigns.limits.contains(name)
        let attributes = " form=\"prefix\" lspace=\"0.167em\" rspace=\"\(room)\" movablelimits=\"\(takesLimits)\""
        return Formula.Atom(xml: Formula.sign(name, attributes), takesLimits: takesLimits)
    }

    private mutating func fraction(_ attributes: String) -> Formula.Atom {
        let upper = argument(), lower = argument()
        return Formula.Atom(xml: "<mfrac\(attributes)>\(upper)\(lower)</mfrac>")
    }

    private mutating func root() -> Formula.Atom {
        skipBlanks()
        guard peek == "[" else { return Formula.Atom(xml: "<msqrt>\(argument())</msqrt>") }
        index += 1
        let degree = row(until: .bracket)
        index = min(scalars.count, index + 1)
        return Formula.Atom(xml: "<mroot>\(argument())\(degree)</mroot>")
    }

    private mutating func growing() -> Formula.Atom {
        let open = bracket()
        let body = row(until: .right)
        var close = ""
        if isAt("\\right") {
            _ = name()
            close = bracket()
        }
        return Formula.Atom(xml: "<mrow>\(Formula.fence(open, "prefix"))\(body)\(Formula.fence(close, "postfix"))</mrow>")
    }

    private mutating func environment() -> Formula.Atom {
        var name = groupText()
        if name.hasSuffix("*") { name.removeLast() }
        let columns = name == "array" ? groupText() : ""
        let rows = rows()
        if isAt("\\end") {
            _ = self.name()
            _ = groupText()
        }
        return Formula.Atom(xml: FormulaTable.html(rows, of: name, columns: columns))
    }

    /// A group as it is written, or the one sign that stands for it.
    private mutating func groupOrSign() -> String {
        skipBlanks()
        guard let next = peek, next != "{" else { return groupText() }
        index += 1
        return String(next)
    }

    /// The words of `\text`: its spaces are kept, its escaped signs are the signs.
    private static func words(_ source: String) -> String {
        source.replacing(#/\\([%$&#_{}])/#) { String($0.output.1) }.replacing(" ", with: "\u{a0}")
    }
}
