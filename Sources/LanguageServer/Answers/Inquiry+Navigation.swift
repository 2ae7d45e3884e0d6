import CellCompiler
import Notebook

/// Where a name is declared, and where else it stands.
extension Inquiry {
    func hover(_ position: Position) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        let (view, answer) = try await ask("textDocument/hover", at: place)
        return mapped(answer, in: place.part, view)
    }

    func signatureHelp(_ position: Position, context: JSON?) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        return try await ask("textDocument/signatureHelp", at: place, context.map { ["context": $0] } ?? [:]).answer
    }

    /// `textDocument/definition` and its like: in the notebook, or wherever the service says.
    func declaration(_ method: String, _ position: Position) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        switch try await symbol(at: place)?.target {
        case .cell(let declared): return .array([location(nameSpan(declared), in: declared.part)].compactMap(\.self))
        case .parameter(let name): return [location(parameterSpan(name))]
        case .outside, nil:
            let (view, answer) = try await ask(method, at: place)
            let own = uri(place.part)
            guard let items = answer.items else { return answer }
            return .array(
                items.compactMap { item in
                    item["uri"]?.text == own ? location(span(item["range"], in: place.part, view), in: place.part) : item
                })
        }
    }

    private func location(_ span: Span) -> JSON { ["uri": .string(text.uri), "range": span.json] }

    private func location(_ span: Span?, in part: Int) -> JSON? {
        span.map { ["uri": .string(text.uri(ofPart: part)), "range": $0.json] }
    }

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
    func occurrences(_ position: Position) async throws -> [(part: Int, span: Span, kind: JSON?)] {
        guard let place = text.place(position), let symbol = try await symbol(at: place) else { return [] }
        var found: [(part: Int, span: Span, kind: JSON?)] = []
        for there in try await parts(using: symbol, at: place) {
            let (view, answer) = try await ask("textDocument/documentHighlight", at: there)
            for item in answer.items ?? [] where !isPutIn(item, view) {
                if let span = span(item["range"], in: there.part, view) { found.append((there.part, span, item["kind"])) }
            }
        }
        return found.sorted { ($0.part, $0.span.start) < ($1.part, $1.span.start) }
    }

    func isPutIn(_ item: JSON, _ view: CellView) -> Bool {
        guard let start = Position(item["range"]?["start"]) else { return true }
        return view.isPutIn(line: start.line, column: start.column)
    }

    func highlights(_ position: Position) async throws -> JSON {
        .array(
            try await occurrences(position).filter { text.parts[$0.part].isOwn }.map {
                ["range": $0.span.json, "kind": $0.kind ?? 1]
            })
    }

    func references(_ position: Position, includingDeclaration: Bool) async throws -> JSON {
        var found = try await occurrences(position).map { (part: $0.part, span: $0.span) }
        var first: [JSON] = []
        if let place = text.place(position), let target = try await symbol(at: place)?.target {
            switch target {
            case .cell(let declared) where !includingDeclaration:
                found.removeAll { $0.part == declared.part && $0.span == nameSpan(declared) }
            case .parameter(let name) where includingDeclaration: first = [location(parameterSpan(name))]
            default: break
            }
        }
        return .array(first + found.compactMap { location($0.span, in: $0.part) })
    }
}
