/// Formulas on lines of their own, `$$` to `$$`, as what GitHub takes for the same: a fence of `math`. Within it `- b` is no item of a
/// list and `= b` no underline.
enum DisplayFormulas {
    static func asFences(in text: String) -> String {
        guard text.contains("$$") else { return text }
        var result: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let closers = closers(lines)
        var fence: Fence?
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let (prefix, content) = parted(line)
            if let open = fence {
                if open.isClosed(by: String(content)) { fence = nil }
            } else if let (formula, label) = FormulaLabel.parted(content), formula.hasPrefix("$$"), formula.count > 4 {
                let marker = "~~~~~~~~"
                result += [
                    "\(prefix)\(marker)math {#\(label)}", "\(prefix)\(formula.dropFirst(2).dropLast(2))", "\(prefix)\(marker)",
                ]
                index += 1
                continue
            } else if content.hasPrefix("$$"), let end = closers[index] {
                let marker = "~~~~~~~~"
                let (closing, label) = FormulaLabel.parted(parted(lines[end]).content) ?? (parted(lines[end]).content.trimmed, "")
                result.append("\(prefix)\(marker)math\(label.isEmpty ? "" : " {#\(label)}")")
                let first = content.dropFirst(2)
                if !first.allSatisfy(\.isWhitespace) { result.append("\(prefix)\(first)") }
                result += lines[index + 1..<end]
                let last = closing.dropLast(2)
                if !last.isEmpty { result.append("\(prefix)\(last)") }
                result.append("\(prefix)\(marker)")
                index = end + 1
                continue
            } else {
                fence = Fence(opening: String(content))
            }
            result.append(line)
            index += 1
        }
        return result.joined(separator: "\n")
    }

    /// For each line that opens a formula, the later line that ends it; a blank line in between ends the paragraph first.
    private static func closers(_ lines: [Substring]) -> [Int?] {
        var result = [Int?](repeating: nil, count: lines.count)
        var next: Int?
        for index in lines.indices.reversed() {
            let whole = parted(lines[index]).content
            let content = FormulaLabel.parted(whole)?.formula ?? whole.trimmed
            if content.hasPrefix("$$"), !(content.count > 2 && content.hasSuffix("$$")) { result[index] = next }
            if content.isEmpty { next = nil } else if content.hasSuffix("$$") { next = index }
        }
        return result
    }

    /// What opens the line's quotes and stands before its words, and the rest.
    private static func parted(_ line: Substring) -> (prefix: Substring, content: Substring) {
        let content = line.drop { $0 == " " || $0 == ">" || $0 == "\t" }
        return (line[..<content.startIndex], content)
    }
}
