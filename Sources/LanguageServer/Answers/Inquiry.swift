import CellCompiler
import Notebook

/// A question about a notebook as it stood when it was asked.
///
/// Places in cells go to the service as places in what it reads, and come back as places in the notebook.
@ServerActor
struct Inquiry {
    let notebook: OpenNotebook
    let text: NotebookText
    let service: SourceKitService
    /// What the service's files of this notebook are called, before their number.
    let files: String

    init(_ notebook: OpenNotebook, _ service: SourceKitService, files: String) {
        (self.notebook, self.service, self.files) = (notebook, service, files)
        text = notebook.text
    }

    /// A cell as the service reads it, and what it is called there.
    func view(_ cell: Int) async throws -> CellView { try await notebook.view(of: cell, version: text.version) }

    func uri(_ cell: Int) -> String { service.uri("\(files)\(cell)") }

    /// Asks about all of a cell.
    func ask(_ method: String, ofCell cell: Int) async throws -> (view: CellView, answer: JSON) {
        let view = try await view(cell)
        let answer = try await service.askOnce(method, of: uri(cell), reading: view.text)
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        return (view, answer)
    }

    /// Asks about a place in a cell.
    func ask(_ method: String, at place: CellPosition, _ params: JSON = [:]) async throws -> (view: CellView, answer: JSON) {
        let view = try await view(place.cell)
        let inside = view.place(line: place.line, column: place.column)
        let answer = try await service.ask(
            method, params.with(["position": Position(line: inside.line, column: inside.column).json]), of: uri(place.cell),
            reading: view.text)
        // Of what has been changed since nothing is known.
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        return (view, answer)
    }

    /// A range of what the service reads as one of the notebook; nil for what is no part of the cell.
    func span(_ json: JSON?, in cell: Int, _ view: CellView) -> Span? {
        guard let span = Span(json), let start = view.origin(line: span.start.line, column: span.start.column),
            let end = view.origin(line: span.end.line, column: span.end.column),
            end.line < NotebookText.codeLines(text.cells[cell]).count || end.column == 0
        else { return nil }
        return text.span(cell: cell, from: start, to: end)
    }

    /// An answer with its range as one of the notebook; without it where that is no part of the cell.
    func mapped(_ answer: JSON, _ key: String = "range", in cell: Int, _ view: CellView) -> JSON {
        guard case .object(var pairs) = answer, pairs[key] != nil else { return answer }
        pairs[key] = span(pairs[key], in: cell, view)?.json
        return .object(pairs)
    }

    /// A line of a cell's code.
    func line(_ place: CellPosition) -> String {
        let lines = text.cells[place.cell].source.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(place.line) ? String(lines[place.line]) : ""
    }
}
