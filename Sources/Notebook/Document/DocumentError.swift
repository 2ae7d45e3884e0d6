import Files

/// A file that is not a valid notebook: everything that is wrong with it.
public struct DocumentError: Error, CustomStringConvertible {
    public let path: String
    public let issues: [DocumentIssue]

    /// The issues as a compiler prints them.
    public var description: String { issues.map { $0.rendered(path: path) }.joined(separator: "\n") }
}

/// One thing that is wrong, and where.
public struct DocumentIssue: Error {
    /// Something that is well formed, and hardly what was meant.
    public var isWarning = false
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
        isWarning: Bool = false, line: Int, column: Int? = nil, message: String, remedy: String? = nil,
        related: (Int, String)? = nil,
        excerpt: String? = nil
    ) {
        self.isWarning = isWarning
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
        self.related = related.map { (line: $0.0, note: $0.1) }
        self.excerpt = excerpt
    }

    /// `path:line:column: error: message`, the line, a caret, the remedy and the related line.
    public func rendered(path: String) -> String {
        var text =
            "\(path):\(line):\(column.map { "\($0):" } ?? "") \(isWarning ? "warning" : "error"): \(message.shortened(to: 400))"
        if let excerpt, !excerpt.isEmpty {
            // Of a long line, what stands around the place.
            let start = max(0, (column ?? 1) - 60)
            let shown = excerpt.dropFirst(start).prefix(160)
            text += "\n    \(shown)" + (shown.endIndex < excerpt.endIndex ? "…" : "")
            if let column { text += "\n    \(String(repeating: " ", count: max(0, column - 1 - start)))^" }
        }
        if let remedy { text += "\n  help: \(remedy.shortened(to: 400))" }
        if let related { text += "\n\(path):\(related.line): note: \(related.note.shortened(to: 400))" }
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
        nearest(to: name, among: known).map { "did you mean `\($0)`?" }
    }
}
