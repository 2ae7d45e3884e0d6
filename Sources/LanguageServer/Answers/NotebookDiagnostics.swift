import CellCompiler
import Notebook

/// What is wrong with a notebook: its own form, what the compiler says of its cells, and what the last run of a cell ended with.
struct NotebookDiagnostics {
    private let text: NotebookText

    init(_ text: NotebookText) { self.text = text }

    /// - Parameters:
    ///   - judgements: what was said last of each cell, by its name.
    ///   - failures: how parts ended that are as they were then, by their place.
    func list(_ judgements: [String: Judgement], failures: [Int: CellResult.Failure]) -> [JSON] {
        let own = text.reading.issues.map(diagnostic)
        let brokenFront =
            text.reading.frontMatter.parameters.isEmpty
            && text.reading.issues.contains { issue in
                !issue.isWarning && text.reading.frontMatterLines?.contains(issue.line - 1) == true
            }
        var found = own
        for (index, part) in text.parts.enumerated() {
            guard let judgement = judgements[part.name], judgement.cell == JudgedCell(part) else { continue }
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
            // A value within prose is asked for within a call.
            let shift = text.parts[index].cell == nil ? JudgedCell.opening.count : 0
            let span = span(complaint.line, max(1, complaint.column - shift), in: index)
            if complaint.severity == .note, !found.isEmpty {
                found[found.count - 1].notes.append(relation(span, message))
                continue
            }
            found.append(
                (
                    [
                        "range": span.json, "severity": complaint.severity == .error ? 1 : 3, "source": "swift",
                        "message": .string(
                            place(complaint.line, in: index) + message + (remedy.map { "\n" + Self.withoutModules($0) } ?? "")),
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
            "code": .string(failure.name), "message": .string(place(failure.line, in: index) + failure.message),
        ]
    }

    /// The word at a place of the code, its line and character from 1; all of the line where the character is not known. Of code in other files it is the
    /// line that includes it.
    private func span(_ line: Int, _ character: Int?, in index: Int) -> Span {
        let part = text.parts[index]
        let number = min(max(0, line - 1), max(0, part.columns.count - 1)), own = part.codeLine(number)
        let start = character.map { Words.column(in: own, atCharacter: $0) } ?? own.prefix { $0 == " " || $0 == "\t" }.utf16.count
        let end = character == nil ? own.utf16.count : Words.columns(in: own, at: start).upperBound
        if part.isOwn, let span = text.span(part: index, from: (number, start), to: (number, max(start, end))) { return span }
        return Span(line: part.line, 0..<text.line(part.line).utf16.count)
    }

    /// What stands before a message about code in another file.
    private func place(_ line: Int, in index: Int) -> String {
        let part = text.parts[index]
        guard let cell = part.cell, let origin = cell.origin else { return "" }
        return "\(origin.file):\(cell.firstLine + line - 1): "
    }

    /// Modules of earlier cells are nobody's names.
    static func withoutModules(_ message: String) -> String { message.replacing(/cell_[0-9a-f]{16}(_[0-9]+)?\./, with: "") }
}
