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

    /// A part as the service reads it.
    func view(_ part: Int) async throws -> CellView { try await notebook.view(of: part, version: text.version) }

    /// What a part is called there.
    func uri(_ part: Int) -> String { service.uri("\(files)\(part)") }

    /// Asks about all of a part.
    func ask(_ method: String, of part: Int) async throws -> (view: CellView, answer: JSON) {
        let view = try await view(part)
        let answer = try await service.askOnce(method, of: uri(part), reading: view.text)
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        return (view, answer)
    }

    /// Asks what a part tells by its words alone, for which no earlier one has to be known.
    func askSyntax(_ method: String, of part: Int) async throws -> (view: CellView, answer: JSON) {
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        let view = notebook.plainView(of: part)
        let answer = try await service.askOnce(
            method, of: service.uri("\(files)words-\(part)"), reading: view.text, closing: true)
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        return (view, answer)
    }

    /// Asks about a place in the code.
    func ask(_ method: String, at place: CodePosition, _ params: JSON = [:]) async throws -> (view: CellView, answer: JSON) {
        let view = try await view(place.part)
        let inside = view.place(line: place.line, column: place.column)
        let answer = try await service.ask(
            method, params.with(["position": Position(line: inside.line, column: inside.column).json]), of: uri(place.part),
            reading: view.text)
        // Of what has been changed since nothing is known.
        guard notebook.text.version == text.version else { throw RemoteError.contentModified }
        return (view, answer)
    }

    /// A range of what the service reads as one of the part's file; nil for what is not in it.
    func span(_ json: JSON?, in part: Int, _ view: CellView) -> Span? {
        guard let span = Span(json), let start = view.origin(line: span.start.line, column: span.start.column),
            let end = view.origin(line: span.end.line, column: span.end.column),
            end.line < text.parts[part].columns.count || end.column == 0
        else { return nil }
        return text.span(part: part, from: start, to: end)
    }

    /// An answer with its range as one of the part's file; without it where that is not in it.
    func mapped(_ answer: JSON, _ key: String = "range", in part: Int, _ view: CellView) -> JSON {
        guard case .object(var pairs) = answer, pairs[key] != nil else { return answer }
        pairs[key] = span(pairs[key], in: part, view)?.json
        return .object(pairs)
    }

    /// A line of the code.
    func line(_ place: CodePosition) -> String { text.parts[place.part].codeLine(place.line) }
}
