import Notebook

/// How a fence's attributes, and the keys of the front matter, may go on.
struct AttributeCompletion {
    private let text: NotebookText
    private let position: Position

    init(_ text: NotebookText, _ position: Position) { (self.text, self.position) = (text, position) }

    private static let cellAttributes: [(name: String, example: String, what: String)] = [
        ("timeout", "timeout=", "seconds that the cell may run: 30s, 2m, 1h"),
        ("raises", "raises=", "the error that the cell must fail with: ShapeError"),
        ("allow-error", "allow-error", "a failure is shown, and the run goes on"),
        ("skip", "skip", "the cell does not run"),
        ("if", "if=\"\"", "the cell runs only when this expression is true"),
        ("hide", "hide=", "input or output: what the report leaves out"),
        ("fold", "fold", "the report folds the code"),
        ("figure", "figure=", "what the figures of the cell are called"),
        ("caption", "caption=\"\"", "what stands beneath the first figure, or above the first table"),
        ("columns", "columns=", "how many figures and outputs stand side by side: 1…6"),
        ("include", "include=", "a file whose cells stand in its place, or FILE#id for one of them"),
        ("seed", "seed=", "a seed of its own, in place of the notebook's"),
        ("cache", "cache=", "on or off: whether its outcome is kept"),
    ]
    private static let outputAttributes: [(name: String, example: String, what: String)] = [
        ("for", "for=", "the cell that prints this; the one before unless said"),
        ("tolerance", "tolerance=", "how far numbers may be apart: 1e-3"),
        ("figure", "figure=", "the picture that the cell's figure must look like: accepted/loss.png"),
        ("difference", "difference=", "how different the two may look, 0…1"),
    ]

    var answer: JSON {
        let before = Words.prefix(of: text.line(position.line), upTo: position.column)
        if text.reading.frontMatterLines?.contains(position.line) == true { return keys(before) }
        guard let kind = fence(before), let open = before.lastIndex(of: "{"), !before[open...].contains("}") else { return .null }
        let inside = before[before.index(after: open)...]
        // Within quotes stands Swift, or a text.
        if inside.count(where: { $0 == "\"" }) % 2 == 1 { return .null }
        let word = inside.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
        if word.hasPrefix("for=") { return items(cellIDs, typed: word.dropFirst(4)) }
        let values = ["hide=": ["input", "output"], "cache=": ["on", "off"]]
        for (key, words) in values where word.hasPrefix(key) {
            return items(words.map { ($0, $0, "") }, typed: word.dropFirst(key.count))
        }
        if word.contains("=") || word.hasPrefix("#") { return .null }
        if word.hasPrefix("."), kind == "swift" {
            return items([(".noeval", ".noeval", "the code is shown, and is no cell")], typed: word)
        }
        let known = kind == "swift" ? Self.cellAttributes : Self.outputAttributes
        return items(known.filter { !inside.contains(" \($0.name)=") }, typed: word)
    }

    /// `swift` or `output`, where the line opens such a fence.
    private func fence(_ line: String) -> String? {
        guard let match = line.firstMatch(of: /^ {0,3}(?:`{3,}|~{3,})[ \t]*(swift|output)\b/) else { return nil }
        return String(match.output.1)
    }

    private var cellIDs: [(name: String, example: String, what: String)] {
        text.cells.map(\.cell).filter(\.isNamed).map { ($0.id, $0.id, "the cell on line \($0.fenceLine)") }
    }

    private func keys(_ before: String) -> JSON {
        guard !before.contains(":"), before.first?.isWhitespace != true, before != "---" else { return .null }
        return items(DocumentReading.frontMatterKeys.map { ($0, $0 + ": ", "") }, typed: before[...])
    }

    private func items(_ known: [(name: String, example: String, what: String)], typed: Substring) -> JSON {
        let span = Span(line: position.line, position.column - typed.utf16.count..<position.column)
        return [
            "isIncomplete": false,
            "items": .array(
                known.filter { $0.name.hasPrefix(typed) }.map { name, example, what in
                    [
                        "label": .string(name), "kind": 10, "detail": .string(what),
                        "textEdit": ["range": span.json, "newText": .string(example)],
                    ]
                }),
        ]
    }
}
