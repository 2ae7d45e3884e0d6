/// A file that is not a valid notebook: everything that is wrong with it.
public struct DocumentError: Error, CustomStringConvertible {
    public let path: String
    public let issues: [DocumentIssue]

    /// The issues as a compiler prints them.
    public var description: String { issues.map { $0.rendered(path: path) }.joined(separator: "\n") }
}

/// One thing that is wrong, and where.
public struct DocumentIssue: Error {
    /// Line in the file, from 1.
    public var line: Int
    /// Column in the line, from 1.
    public var column: Int?
    public var message: String
    /// What to write instead.
    public var remedy: String?
    /// Another line that has part in it.
    public var related: (line: Int, note: String)?
    /// The line's text, shown above the caret.
    public var excerpt: String?

    init(
        line: Int, column: Int? = nil, message: String, remedy: String? = nil, related: (Int, String)? = nil,
        excerpt: String? = nil
    ) {
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
        self.related = related.map { (line: $0.0, note: $0.1) }
        self.excerpt = excerpt
    }

    /// `path:line:column: error: message`, the line, a caret, the remedy and the related line.
    public func rendered(path: String) -> String {
        var text = "\(path):\(line):\(column.map { "\($0):" } ?? "") error: \(message)"
        if let excerpt, !excerpt.isEmpty {
            text += "\n    \(excerpt)"
            if let column { text += "\n    \(String(repeating: " ", count: max(0, column - 1)))^" }
        }
        if let remedy { text += "\n  help: \(remedy)" }
        if let related { text += "\n\(path):\(related.line): note: \(related.note)" }
        return text
    }

    /// A name nobody knows, with the nearest that is known.
    static func unknown(
        _ kind: String, _ word: AttributeList.Word, among known: [String], sigil: String = "", line: Int, excerpt: String
    ) -> DocumentIssue {
        DocumentIssue(
            line: line, column: word.column, message: "unknown \(kind) `\(sigil)\(word.text)`",
            remedy: NearestName.suggestion(for: word.text, among: known)
                ?? "known here: " + known.map { sigil + $0 }.joined(separator: ", "),
            excerpt: excerpt)
    }
}

/// Finds what somebody meant.
package enum NearestName {
    /// “did you mean `x`?” for the nearest known name, if one is near.
    package static func suggestion(for name: String, among known: [String]) -> String? {
        let limit = max(1, name.count / 3)
        let ranked = known.map { ($0, distance(Array(name.lowercased()), Array($0.lowercased()))) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= limit else { return nil }
        return "did you mean `\(best.0)`?"
    }

    /// Levenshtein's distance, with a swap of neighbours as one step.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var before = [Int](), last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, last[j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
