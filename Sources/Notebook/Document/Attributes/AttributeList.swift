/// Pandoc's attributes: `{#id .class key=value key="two words" flag}`.
struct AttributeList {
    /// A word and the column it starts in, from 1.
    struct Word {
        var text: String
        var column: Int
    }

    /// The line it stands on, from 1.
    private(set) var line = 0
    private(set) var id: Word?
    private(set) var classes: [Word] = []
    /// `value` is nil for a bare word.
    private(set) var pairs: [(key: Word, value: Word?)] = []

    init() {}

    /// Parses what follows a fence's first word.
    init(parsing text: String, of lineText: String, line: Int) throws(DocumentIssue) {
        self.line = line
        guard !text.isEmpty else { return }
        let characters = Array(lineText)
        let open = characters.firstIndex(of: "{") ?? characters.count
        func issue(_ message: String, _ index: Int, remedy: String? = nil) -> DocumentIssue {
            DocumentIssue(line: line, column: index + 1, message: message, remedy: remedy, excerpt: lineText)
        }
        guard text.first == "{" else {
            throw issue(
                "unexpected text after the fence's first word", characters.count - Array(text).count,
                remedy: "attributes go in braces: {#id key=value}")
        }
        guard text.last == "}" else { throw issue("the attributes are never closed", open, remedy: "end them with }") }
        let end = characters.lastIndex(of: "}") ?? characters.count
        var index = open + 1

        func word(stopping: (Character) -> Bool) -> Word {
            let start = index
            while index < end, !characters[index].isWhitespace, !stopping(characters[index]) { index += 1 }
            return Word(text: String(characters[start..<index]), column: start + 1)
        }

        while true {
            while index < end, characters[index].isWhitespace { index += 1 }
            guard index < end else { break }
            let start = index
            switch characters[index] {
            case "#":
                index += 1
                let name = word { $0 == "=" || $0 == "#" }
                if let first = id { throw issue("a second id; the first is `\(first.text)`", start) }
                guard CellIdentities.isValid(name.text) else {
                    throw issue(
                        "`\(name.text)` is no id", start,
                        remedy: "an id begins with a letter and goes on with letters, digits, `-`, `_` and `.`")
                }
                id = Word(text: name.text, column: start + 1)
            case ".":
                index += 1
                classes.append(word { $0 == "=" || $0 == "#" })
            default:
                let key = word { $0 == "=" }
                guard !key.text.isEmpty else { throw issue("a name was expected here", start) }
                if pairs.contains(where: { $0.key.text == key.text }) {
                    throw issue("`\(key.text)` is given twice", start)
                }
                guard index < end, characters[index] == "=" else {
                    pairs.append((key, nil))
                    continue
                }
                index += 1
                guard index < end, let quote = ["\"", "'"].first(where: { $0 == characters[index] }) else {
                    let value = word { _ in false }
                    guard !value.text.isEmpty else { throw issue("`\(key.text)=` has no value", start) }
                    pairs.append((key, value))
                    continue
                }
                let column = index + 1
                index += 1
                var value = ""
                while index < end, characters[index] != quote {
                    if characters[index] == "\\", index + 1 < end { index += 1 }
                    value.append(characters[index])
                    index += 1
                }
                guard index < end else { throw issue("the quoted value is never closed", column - 1) }
                index += 1
                pairs.append((key, Word(text: value, column: column)))
            }
        }
    }
}
