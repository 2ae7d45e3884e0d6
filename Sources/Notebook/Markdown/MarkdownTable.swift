/// The lines of a table as GitHub writes them.
enum MarkdownTable {
    /// The alignment of each column, from the line beneath the header; nil when it is no such line.
    static func alignments(_ line: String) -> [MarkdownBlock.Alignment?]? {
        guard line.contains("-"), line.contains("|") || line.contains(":") else { return nil }
        var result: [MarkdownBlock.Alignment?] = []
        for cell in cells(line) {
            let left = cell.hasPrefix(":"), right = cell.hasSuffix(":") && cell.count > 1
            let dashes = cell.dropFirst(left ? 1 : 0).dropLast(right ? 1 : 0)
            guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
            result.append(left && right ? .center : right ? .right : left ? .left : nil)
        }
        return result.isEmpty ? nil : result
    }

    /// The cells of a row; `\|` and a bar within backticks do not end one.
    static func cells(_ line: String) -> [String] {
        var text = line.trimmed[...]
        if text.first == "|" { text = text.dropFirst() }
        var result: [String] = []
        var cell = ""
        var inCode = false
        var escaped = false
        for character in text {
            if escaped {
                cell += character == "|" ? "|" : "\\" + String(character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == "|", !inCode {
                result.append(cell.trimmed)
                cell = ""
            } else {
                if character == "`" { inCode.toggle() }
                cell.append(character)
            }
        }
        if escaped { cell.append("\\") }
        if !cell.trimmed.isEmpty { result.append(cell.trimmed) }
        return result
    }
}
