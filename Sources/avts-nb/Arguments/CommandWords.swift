import REPL

/// What stands behind a `:command` that takes a notebook: `FILE[#ID] -p name=value`.
struct CommandWords {
    /// The file, blanks within its name included.
    private(set) var file = ""
    private(set) var cell: String?
    private(set) var assignments: [String] = []

    init(_ text: String, usage: String) throws {
        var words = try Self.split(text)[...]
        var file: [String] = []
        while let word = words.popFirst() {
            if word == "-p" || word == "--param" {
                guard let assignment = words.popFirst() else { throw CommandError("-p wants name=value: \(usage)") }
                assignments.append(assignment)
            } else {
                file.append(word)
            }
        }
        let parts = file.joined(separator: " ").split(separator: "#", maxSplits: 1).map(String.init)
        guard let first = parts.first else { throw CommandError("which file? \(usage)") }
        self.file = first
        cell = parts.dropFirst().first
    }

    /// Words as a shell tells them apart: by blanks, but for those in quotes or behind a backslash.
    private static func split(_ text: String) throws -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text[...]
        while let sign = rest.popFirst() {
            if let open = quote {
                if sign == open { quote = nil } else { word = (word ?? "") + String(sign) }
            } else if sign == "\"" || sign == "'" {
                (quote, word) = (sign, word ?? "")
            } else if sign == "\\", let next = rest.popFirst() {
                word = (word ?? "") + String(next)
            } else if sign.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(sign)
            }
        }
        if quote != nil { throw CommandError("a quote is never closed") }
        return words + (word.map { [$0] } ?? [])
    }
}
