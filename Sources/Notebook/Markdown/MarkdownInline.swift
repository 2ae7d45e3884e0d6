/// Renders the text within a block: emphasis, code, links, pictures, formulas. Everything else is escaped.
struct MarkdownInline {
    /// The bytes of a picture beside the notebook.
    let picture: (String) -> [UInt8]?

    private enum Piece {
        case html(String)
        case delimiter(Character, count: Int, opens: Bool, closes: Bool)
    }

    func html(_ text: String) -> String {
        let characters = Array(text)
        var pieces: [Piece] = []
        var plain = ""
        var index = 0
        func flush() {
            if !plain.isEmpty { pieces.append(.html(HTML.escape(plain))) }
            plain = ""
        }
        func add(_ html: String, upTo end: Int) {
            flush()
            pieces.append(.html(html))
            index = end
        }
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            switch character {
            case "\\":
                if let next, next == "\n" {
                    add("<br>\n", upTo: index + 2)
                } else if let next, next.isASCII, next.isPunctuation || next.isSymbol {
                    plain.append(next)
                    index += 2
                } else {
                    plain.append(character)
                    index += 1
                }
            case "`":
                let run = characters[index...].prefix { $0 == "`" }.count
                if let (code, end) = Self.code(characters, from: index + run, run: run) {
                    add("<code>\(HTML.escape(code))</code>", upTo: end)
                } else {
                    plain += String(repeating: "`", count: run)
                    index += run
                }
            case "$":
                if let (formula, end) = Self.formula(characters, from: index) {
                    add("<span class=\"math\">\(MathText.html(formula))</span>", upTo: end)
                } else {
                    plain.append(character)
                    index += 1
                }
            case "<":
                if let end = characters[index...].firstIndex(of: ">") {
                    let target = String(characters[index + 1..<end])
                    if target.contains("://"), !target.contains(where: \.isWhitespace), let link = HTML.safeLink(target) {
                        add("<a href=\"\(HTML.escape(link))\">\(HTML.escape(target))</a>", upTo: end + 1)
                        continue
                    }
                    if target.hasPrefix("!--") {
                        add("", upTo: end + 1)
                        continue
                    }
                }
                plain.append(character)
                index += 1
            case "&":
                let name = characters[(index + 1)...].prefix(12).prefix {
                    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#")
                }
                let end = index + 1 + name.count
                if !name.isEmpty, end < characters.count, characters[end] == ";" {
                    add("&\(String(name));", upTo: end + 1)
                } else {
                    plain.append(character)
                    index += 1
                }
            case "!" where next == "[", "[":
                if let (html, end) = link(characters, from: index) {
                    add(html, upTo: end)
                } else {
                    plain.append(character)
                    index += 1
                }
            case "h" where index == 0 || !characters[index - 1].isLetter:
                if let end = Self.address(characters, from: index) {
                    let target = HTML.escape(String(characters[index..<end]))
                    add("<a href=\"\(target)\">\(target)</a>", upTo: end)
                } else {
                    plain.append(character)
                    index += 1
                }
            case "*", "_", "~":
                let run = characters[index...].prefix { $0 == character }.count
                let before = index > 0 ? characters[index - 1] : " "
                let after = index + run < characters.count ? characters[index + run] : " "
                let left = Self.flanks(after, before), right = Self.flanks(before, after)
                flush()
                pieces.append(
                    .delimiter(
                        character, count: run,
                        opens: character == "_" ? left && (!right || Self.isPunctuation(before)) : left,
                        closes: character == "_" ? right && (!left || Self.isPunctuation(after)) : right))
                index += run
            case "\n":
                let broken = plain.hasSuffix("  ")
                plain = String(plain.reversed().drop { $0 == " " }.reversed())
                add(broken ? "<br>\n" : "\n", upTo: index + 1)
            default:
                plain.append(character)
                index += 1
            }
        }
        flush()
        return Self.resolve(pieces)
    }

    private static func isPunctuation(_ character: Character) -> Bool { character.isPunctuation || character.isSymbol }

    /// True when a run next to `inner` and, on its other side, `outer` leans on `inner`.
    private static func flanks(_ inner: Character, _ outer: Character) -> Bool {
        !inner.isWhitespace && (!isPunctuation(inner) || outer.isWhitespace || isPunctuation(outer))
    }

    private static func code(_ characters: [Character], from start: Int, run: Int) -> (String, Int)? {
        var index = start
        while index < characters.count {
            let length = characters[index...].prefix { $0 == "`" }.count
            if length == run {
                var text = String(characters[start..<index].map { $0 == "\n" ? " " : $0 })
                if text.hasPrefix(" "), text.hasSuffix(" "), !text.trimmed.isEmpty { text = String(text.dropFirst().dropLast()) }
                return (text, index + length)
            }
            index += max(1, length)
        }
        return nil
    }

    /// Pandoc's rule, so that prices stay prices: nothing blank within the dollars and no digit after the second.
    private static func formula(_ characters: [Character], from start: Int) -> (String, Int)? {
        let double = start + 1 < characters.count && characters[start + 1] == "$"
        let open = start + (double ? 2 : 1)
        guard open < characters.count, !characters[open].isWhitespace else { return nil }
        var index = open
        while index < characters.count {
            if characters[index] == "\\" {
                index += 2
                continue
            }
            if characters[index] == "$" {
                let end = index + (double ? 2 : 1)
                guard index > open, !characters[index - 1].isWhitespace, end <= characters.count,
                    !double || characters[index + 1] == "$",
                    end == characters.count || !characters[end].isNumber
                else { return nil }
                return (String(characters[open..<index]), end)
            }
            index += 1
        }
        return nil
    }

    /// The end of a web address that stands in the text by itself.
    private static func address(_ characters: [Character], from start: Int) -> Int? {
        let head = String(characters[start...].prefix(8))
        guard head.hasPrefix("http://") || head.hasPrefix("https://") else { return nil }
        var end = start + characters[start...].prefix { !$0.isWhitespace && $0 != "<" && $0 != "`" && $0 != "*" }.count
        while end > start, ".,;:!?'\"".contains(characters[end - 1]) { end -= 1 }
        while end > start, characters[end - 1] == ")", !characters[start..<end].contains("(") { end -= 1 }
        return end > start + 8 ? end : nil
    }

    private func link(_ characters: [Character], from start: Int) -> (String, Int)? {
        let isPicture = characters[start] == "!"
        let open = start + (isPicture ? 2 : 1)
        guard let close = Self.match(characters, from: open, "[", "]"), close + 1 < characters.count,
            characters[close + 1] == "(",
            let end = Self.match(characters, from: close + 2, "(", ")")
        else { return nil }
        let label = String(characters[open..<close])
        var target = String(characters[close + 2..<end]).trimmed
        var title = ""
        if let quote = target.firstIndex(of: "\""), target.hasSuffix("\""), quote > target.startIndex {
            title = String(target[target.index(after: quote)...].dropLast())
            target = target[..<quote].trimmed
        }
        if target.hasPrefix("<"), target.hasSuffix(">") { target = String(target.dropFirst().dropLast()) }
        guard let safe = HTML.safeLink(target) else { return (html(label), end + 1) }
        let caption = title.isEmpty ? "" : " title=\"\(HTML.escape(title))\""
        guard isPicture else { return ("<a href=\"\(HTML.escape(safe))\"\(caption)>\(html(label))</a>", end + 1) }
        if let bytes = picture(safe), let type = HTML.imageType(bytes) {
            let data = Base64.encode(bytes)
            return ("<img alt=\"\(HTML.escape(label))\"\(caption) src=\"data:\(type);base64,\(data)\">", end + 1)
        }
        // The page is self-contained: a picture it cannot hold is a link.
        return ("<a href=\"\(HTML.escape(safe))\"\(caption)>\(html(label.isEmpty ? safe : label))</a>", end + 1)
    }

    private static func match(_ characters: [Character], from start: Int, _ open: Character, _ close: Character) -> Int? {
        var depth = 1
        var index = start
        while index < characters.count {
            if characters[index] == "\\" {
                index += 1
            } else if characters[index] == open {
                depth += 1
            } else if characters[index] == close {
                depth -= 1
                if depth == 0 { return index }
            }
            index += 1
        }
        return nil
    }

    /// CommonMark's algorithm for emphasis (§6.2), and `~~` for what is struck out.
    private static func resolve(_ input: [Piece]) -> String {
        var pieces = input
        var closer = 0
        while closer < pieces.count {
            guard case .delimiter(let mark, let count, let opensToo, true) = pieces[closer], count > 0 else {
                closer += 1
                continue
            }
            let opener = pieces[..<closer].lastIndex { piece in
                guard case .delimiter(mark, let other, true, let closesToo) = piece, other > 0 else { return false }
                if mark == "~" { return other == count && count <= 2 }
                return !((closesToo || opensToo) && (other + count) % 3 == 0 && (other % 3 != 0 || count % 3 != 0))
            }
            guard let opener, case .delimiter(_, let available, let opens, let closes) = pieces[opener] else {
                closer += 1
                continue
            }
            let used = mark == "~" ? count : min(available, count, 2)
            let tag = mark == "~" ? "del" : used == 2 ? "strong" : "em"
            // Runs between the two found no partner and stay text.
            for index in opener + 1..<closer {
                if case .delimiter(let mark, let count, _, _) = pieces[index] {
                    pieces[index] = .html(String(repeating: mark, count: count))
                }
            }
            pieces[opener] = .delimiter(mark, count: available - used, opens: opens, closes: closes)
            pieces[closer] = .delimiter(mark, count: count - used, opens: opensToo, closes: true)
            pieces.insert(.html("</\(tag)>"), at: closer)
            pieces.insert(.html("<\(tag)>"), at: opener + 1)
            closer += 2
        }
        return pieces.map { piece in
            switch piece {
            case .html(let html): html
            case .delimiter(let mark, let count, _, _): String(repeating: mark, count: count)
            }
        }.joined()
    }
}
