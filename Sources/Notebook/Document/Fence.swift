/// The opening line of a fenced block, as CommonMark 0.31 §4.5 defines it: up to three spaces, three or more
/// backticks or tildes, and an info string (which may hold no backtick after backticks).
struct Fence {
    let character: Character
    let length: Int
    let indent: Int
    let info: String

    init?(opening line: String) {
        let indent = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indent)
        guard indent <= 3, let character = rest.first, character == "`" || character == "~" else { return nil }
        let length = rest.prefix { $0 == character }.count
        let info = rest.dropFirst(length).trimmed
        guard length >= 3, character == "~" || !info.contains("`") else { return nil }
        self.character = character
        self.length = length
        self.indent = indent
        self.info = info
    }

    /// The fence itself, as text.
    var marker: String { String(repeating: character, count: length) }

    /// The first word of the info string.
    var language: String { String(info.prefix { !$0.isWhitespace && $0 != "{" }) }

    /// What follows the first word.
    var attributeText: String { info.dropFirst(language.count).trimmed }

    /// True for a line of at least as many of the same character and nothing after.
    func isClosed(by line: String) -> Bool {
        let indent = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indent)
        let length = rest.prefix { $0 == character }.count
        return indent <= 3 && length >= self.length && rest.dropFirst(length).trimmed.isEmpty
    }

    /// A content line without as many leading spaces as the fence has.
    func unindent(_ line: String) -> String {
        String(line.dropFirst(min(indent, line.prefix { $0 == " " }.count)))
    }
}
