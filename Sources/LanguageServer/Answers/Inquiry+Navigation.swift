import CellCompiler
import Notebook

/// Where a name is declared, and where else it stands.
extension Inquiry {
    func hover(_ position: Position) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        let (view, answer) = try await ask("textDocument/hover", at: place)
        return mapped(answer, in: place.cell, view)
    }

    func signatureHelp(_ position: Position, context: JSON?) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        return try await ask("textDocument/signatureHelp", at: place, context.map { ["context": $0] } ?? [:]).answer
    }

    /// `textDocument/definition` and its like: in the notebook, or wherever the service says.
    func declaration(_ method: String, _ position: Position) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        switch try await symbol(at: place)?.target {
        case .cell(let declared): return [location(nameSpan(declared))]
        case .parameter(let name): return [location(parameterSpan(name))]
        case .outside, nil:
            let (view, answer) = try await ask(method, at: place)
            let own = uri(place.cell)
            guard let items = answer.items else { return answer }
            return .array(
                items.compactMap { item in
                    item["uri"]?.text == own ? span(item["range"], in: place.cell, view).map(location) : item
                })
        }
    }

    private func location(_ span: Span) -> JSON { ["uri": .string(text.uri), "range": span.json] }

    /// Where the front matter declares a parameter.
    func parameterSpan(_ name: String) -> Span {
        let declared = text.reading.frontMatter.parameters.first { $0.name == name }
        let lines = text.reading.frontMatterLines ?? 0..<0
        let number = declared.map { $0.line - 1 } ?? lines.first { text.line($0).hasPrefix("params:") } ?? 0
        let line = text.line(number)
        let word = declared == nil ? "params" : name
        let start = line.range(of: word).map { line[..<$0.lowerBound].utf16.count } ?? 0
        return Span(line: number, start..<start + word.utf16.count)
    }

    /// All places at which the name at a place means the same, each with its kind where the service tells one.
    func occurrences(_ position: Position) async throws -> [(span: Span, kind: JSON?)] {
        guard let place = text.place(position), let symbol = try await symbol(at: place) else { return [] }
        var found: [(span: Span, kind: JSON?)] = []
        for there in try await cells(using: symbol, at: place) {
            let (view, answer) = try await ask("textDocument/documentHighlight", at: there)
            for item in answer.items ?? [] where !isPutIn(item, view) {
                if let span = span(item["range"], in: there.cell, view) { found.append((span, item["kind"])) }
            }
        }
        return found.sorted { $0.span.start < $1.span.start }
    }

    func isPutIn(_ item: JSON, _ view: CellView) -> Bool {
        guard let start = Position(item["range"]?["start"]) else { return true }
        return view.isPutIn(line: start.line, column: start.column)
    }

    func highlights(_ position: Position) async throws -> JSON {
        .array(try await occurrences(position).map { ["range": $0.span.json, "kind": $0.kind ?? 1] })
    }

    func references(_ position: Position, includingDeclaration: Bool) async throws -> JSON {
        var spans = try await occurrences(position).map(\.span)
        if let place = text.place(position), let target = try await symbol(at: place)?.target {
            switch target {
            case .cell(let declared) where !includingDeclaration: spans.removeAll { $0 == nameSpan(declared) }
            case .parameter(let name) where includingDeclaration: spans.insert(parameterSpan(name), at: 0)
            default: break
            }
        }
        return .array(spans.map(location))
    }
}
