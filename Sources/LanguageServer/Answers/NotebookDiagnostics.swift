import CellCompiler
import Notebook

/// What is wrong with a notebook: its own form, what the compiler says of its cells, and what the last run of a cell ended with.
struct NotebookDiagnostics {
    private let text: NotebookText

    init(_ text: NotebookText) { self.text = text }

    /// - Parameters:
    ///   - judgements: what was said last of each cell, by its name.
    ///   - failures: how cells ended that are as they were then, by their place.
    func list(_ judgements: [String: Judgement], failures: [Int: CellResult.Failure]) -> [JSON] {
        let own = text.reading.issues.map(diagnostic)
        let brokenFront =
            text.reading.frontMatter.parameters.isEmpty
            && text.reading.issues.contains { issue in
                !issue.isWarning && text.reading.frontMatterLines?.contains(issue.line - 1) == true
            }
        var found = own
        for (index, cell) in text.cells.enumerated() {
            guard let judgement = judgements[text.name(ofCell: index)], judgement.cell.source == cell.source else { continue }
            found += diagnostics(judgement, in: index).filter { diagnostic in
                // As long as the front matter cannot be read, nobody knows the parameters.
                !brokenFront || diagnostic["message"]?.text?.contains("'params'") != true
            }
        }
        for (index, failure) in failures.sorted(by: { $0.key < $1.key }) { found.append(diagnostic(failure, in: index)) }
        return found
    }

    private func diagnostic(_ issue: DocumentIssue) -> JSON {
        let number = min(max(0, issue.line - 1), max(0, text.lines.count - 1)), line = text.line(number)
        let start =
            issue.column.map { Words.column(in: line, atCharacter: $0) } ?? line.utf16.count - line.drop { $0 == " " }.utf16.count
        let end = issue.column == nil ? line.utf16.count : wordEnd(line, start)
        var diagnostic: JSON = [
            "range": Span(line: number, min(start, line.utf16.count)..<max(start, end)).json,
            "severity": issue.isWarning ? 2 : 1, "source": "avts-nb",
            "message": .string(issue.message + (issue.remedy.map { "\n" + $0 } ?? "")),
        ]
        if let related = issue.related {
            let other = Span(line: related.line - 1, 0..<text.line(related.line - 1).utf16.count)
            diagnostic = diagnostic.with(["relatedInformation": [relation(other, related.note)]])
        }
        return diagnostic
    }

    /// The end of the word of attributes or of YAML that begins at a column.
    private func wordEnd(_ line: String, _ start: Int) -> Int {
        let rest = Array(line.utf16).dropFirst(start)
        let signs = Set(" \t,}{=:\"".utf16)
        let count = rest.prefix { !signs.contains($0) }.count
        return min(line.utf16.count, start + max(1, count))
    }

    /// Notes belong to the error before them.
    private func diagnostics(_ judgement: Judgement, in index: Int) -> [JSON] {
        var found: [(json: JSON, notes: [JSON])] = []
        for (complaint, remedy) in zip(judgement.complaints, judgement.remedies) {
            let message = Self.withoutModules(complaint.message)
            let span = span(complaint.line, complaint.column, in: index)
            if complaint.severity == .note, !found.isEmpty {
                found[found.count - 1].notes.append(relation(span, message))
                continue
            }
            found.append(
                (
                    [
                        "range": span.json, "severity": complaint.severity == .error ? 1 : 3, "source": "swift",
                        "message": .string(message + (remedy.map { "\n" + Self.withoutModules($0) } ?? "")),
                    ], []
                ))
        }
        return found.map { $0.notes.isEmpty ? $0.json : $0.json.with(["relatedInformation": .array($0.notes)]) }
    }

    private func relation(_ span: Span, _ message: String) -> JSON {
        ["location": ["uri": .string(text.uri), "range": span.json], "message": .string(message)]
    }

    private func diagnostic(_ failure: CellResult.Failure, in index: Int) -> JSON {
        [
            "range": span(failure.line, failure.column, in: index).json, "severity": 1, "source": "avts-nb run",
            "code": .string(failure.name), "message": .string(failure.message),
        ]
    }

    /// The word at a place of a cell, its line and character from 1; all of the line where the character is not known.
    private func span(_ line: Int, _ character: Int?, in index: Int) -> Span {
        let lines = text.cells[index].source.split(separator: "\n", omittingEmptySubsequences: false)
        let number = min(max(0, line - 1), max(0, lines.count - 1))
        let own = lines.indices.contains(number) ? String(lines[number]) : ""
        let start = character.map { Words.column(in: own, atCharacter: $0) } ?? own.prefix { $0 == " " || $0 == "\t" }.utf16.count
        let end = character == nil ? own.utf16.count : Words.columns(in: own, at: start).upperBound
        return text.span(cell: index, from: (number, start), to: (number, max(start, end)))
    }

    /// Modules of earlier cells are nobody's names.
    static func withoutModules(_ message: String) -> String { message.replacing(/cell_[0-9a-f]{16}(_[0-9]+)?\./, with: "") }
}
