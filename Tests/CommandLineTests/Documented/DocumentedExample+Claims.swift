import Foundation

/// What an example says of its values, in comments behind its lines, becomes a claim that ends the cell where it does not hold.
extension DocumentedExample {
    /// The cell to run, line for line, and how many claims are in it.
    var cell: (text: String, claims: Int) {
        var claims = 0
        var depth = 0
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let before = depth
            let code = line.firstRange(of: #/\s{2,}// /#).map { line[..<$0.lowerBound] } ?? line
            depth += code.count { "([{".contains($0) } - code.count { ")]}".contains($0) }
            guard before == 0, depth == 0, let claim = Self.claim(code, comment: line[code.endIndex...]) else {
                return String(line)
            }
            claims += 1
            return claim
        }
        return (lines.joined(separator: "\n"), claims)
    }

    private static func claim(_ code: Substring, comment: Substring) -> String? {
        guard let mark = comment.firstRange(of: "// ") else { return nil }
        let words = comment[mark.upperBound...]
        if let printed = code.wholeMatch(of: #/print\((.*)\)/#) {
            guard words.contains("⏎") || words.contains(" …") || words.firstMatch(of: #/^[\d\["-]/#) != nil else { return nil }
            return "try prints([\(printed.1)], \(literal(words)))"
        }
        if let bound = code.wholeMatch(of: #/(?:let|var) (\w+) = .*/#) {
            // Of a named value, its shape.
            guard let shape = words.firstMatch(of: #/^\[[\d, ]*\]/#) else { return nil }
            return "\(code); try shows(\(bound.1), \(literal(shape.0)))"
        }
        if code.firstMatch(of: #/^(let|var|for|while|if|guard|func|struct|import|return|defer|case)\b|^[\w.\[\]"]+ [-+*/]?= /#)
            != nil
        {
            return nil
        }
        // The shape that an arrow leads to, or the value that the comment begins with.
        let arrow = words.ranges(of: "→ ").last.map { words[$0.upperBound...] }
        guard
            let value = (arrow ?? words).firstMatch(
                of: #/^(\[[^\]A-Za-z…]*(, …)?\]|\["[^\]]*\]|-?\d[\d.]*|"[^"]*"|true|false)(?=$|[ :;,])/#)
        else { return nil }
        let plain = code.hasPrefix("try ") ? code.dropFirst(4) : code
        return "try shows(\(plain), \(literal(value.1)))"
    }

    private static func literal(_ text: some StringProtocol) -> String { "#\"\(text)\"#" }

    /// What the claims call, and the words that examples may use without saying where they come from.
    static let claiming = #"""
        import Foundation
        struct NotAsDocumented: Error, CustomStringConvertible { let description: String }
        /// Numbers agree to four digits, ⏎ is a new line, … stands for anything.
        func shows(_ value: Any, _ expected: String) throws {
            func parts(_ text: String) -> (words: String, numbers: [Double]) {
                var (words, numbers) = ("", [Double]())
                var rest = text[...]
                while let match = rest.firstMatch(of: #/-?\d+(\.\d+)?(e-?\d+)?/#) {
                    words += rest[..<match.range.lowerBound] + "#"
                    numbers.append(Double(match.0) ?? .nan)
                    rest = rest[match.range.upperBound...]
                }
                return ((words + rest).filter { !$0.isWhitespace }, numbers)
            }
            func agree(_ found: String) -> Bool {
                let (a, b) = (parts(found), parts(expected.replacing("⏎", with: "\n")))
                func near(_ n: Int) -> Bool {
                    a.numbers.count >= n && zip(a.numbers, b.numbers).prefix(n).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) }
                }
                if let dots = b.words.firstRange(of: "…") {
                    let start = b.words[..<dots.lowerBound].filter { $0 != "," }
                    return a.words.filter { $0 != "," }.hasPrefix(start) && near(min(b.numbers.count, start.count { $0 == "#" }))
                }
                return a.words == b.words && a.numbers.count == b.numbers.count && near(b.numbers.count)
            }
            let plain = "\(value)"
            var found = [plain.hasPrefix("Optional(") ? String(plain.dropFirst(9).dropLast()) : plain]
            if let tensor = value as? Tensor { found = ["\(tensor.shape)", "\(tensor.scalars)", "\(tensor.scalars.first ?? 0)"] }
            if let strings = value as? String { found = [strings, "\"\(strings)\""] }
            if !found.contains(where: agree) { throw NotAsDocumented(description: "found \(found[0]), documented as \(expected)") }
        }
        func prints(_ values: [Any], _ expected: String) throws {
            try shows(values.map { "\($0)" }.joined(separator: " "), expected)
        }
        """#
}
