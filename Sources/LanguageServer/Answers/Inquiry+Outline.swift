import CellCompiler
import Notebook

/// The notebook's parts: headings, cells and what these declare; what can be folded.
extension Inquiry {
    /// Kinds of symbols, by the protocol's numbers.
    private enum Kind { static let text: JSON = 15, cell: JSON = 3 }

    func symbols() async throws -> JSON {
        var parts: [(level: Int, span: Span, json: JSON)] = []
        for heading in text.headings {
            let line = text.line(heading.line)
            parts.append(
                (
                    heading.level, Span(line: heading.line, 0..<line.utf16.count),
                    ["name": .string(heading.title), "kind": Kind.text]
                ))
        }
        for (index, (part, cell)) in text.cells.enumerated() {
            let lines = cell.blockLines
            let span = Span(
                Position(line: lines.lowerBound, column: 0),
                Position(line: lines.upperBound - 1, column: text.line(lines.upperBound - 1).utf16.count))
            let fence = Span(line: lines.lowerBound, 0..<text.line(lines.lowerBound).utf16.count)
            let first = cell.source.split(separator: "\n").first.map(String.init) ?? "empty"
            parts.append(
                (
                    7, span,
                    [
                        "name": .string(cell.isNamed ? cell.id : "cell \(index + 1)"),
                        "detail": .string(String(first.prefix(60))),
                        "kind": Kind.cell, "selectionRange": fence.json, "children": .array(try await declared(in: part)),
                    ]
                ))
        }
        return .array(nested(parts.sorted { $0.span.start < $1.span.start }[...]))
    }

    /// Each heading takes what follows, up to the next of its level or above.
    private func nested(_ parts: ArraySlice<(level: Int, span: Span, json: JSON)>) -> [JSON] {
        var rest = parts
        var found: [JSON] = []
        while let first = rest.popFirst() {
            let inner = first.level == 7 ? [] : Array(rest.prefix { $0.level > first.level })
            rest = rest.dropFirst(inner.count)
            var span = first.span
            span.end = inner.map(\.span.end).reduce(span.end, max)
            var json = first.json.with(["range": span.json])
            if first.level < 7 {
                json = json.with(["selectionRange": first.span.json, "children": .array(nested(ArraySlice(inner)))])
            }
            found.append(json)
        }
        return found
    }

    private func declared(in part: Int) async throws -> [JSON] {
        // Without the service the cells are told all the same.
        if service.absence != nil { return [] }
        let (view, answer) = try await askSyntax("textDocument/documentSymbol", of: part)
        return (answer.items ?? []).compactMap { mappedSymbol($0, in: part, view) }
    }

    private func mappedSymbol(_ symbol: JSON, in part: Int, _ view: CellView) -> JSON? {
        guard let range = span(symbol["range"], in: part, view), let selection = span(symbol["selectionRange"], in: part, view)
        else { return nil }
        return symbol.with([
            "range": range.json, "selectionRange": selection.json,
            "children": .array((symbol["children"]?.items ?? []).compactMap { mappedSymbol($0, in: part, view) }),
        ])
    }

    func folds() async throws -> JSON {
        var folds: [JSON] = []
        func fold(_ first: Int, _ last: Int, _ kind: String? = nil) {
            guard last > first else { return }
            let fold: JSON = ["startLine": .int(first), "endLine": .int(last)]
            folds.append(kind.map { fold.with(["kind": .string($0)]) } ?? fold)
        }
        if let lines = text.reading.frontMatterLines { fold(lines.lowerBound, lines.upperBound - 1, "region") }
        for block in text.reading.blocks {
            switch block {
            case .cell(let cell): fold(cell.blockLines.lowerBound, cell.blockLines.upperBound - 1)
            case .expected(let output): fold(output.blockLines.lowerBound, output.blockLines.upperBound - 1)
            case .prose: break
            }
        }
        let headings = text.headings
        for (index, heading) in headings.enumerated() {
            let next = headings[(index + 1)...].first { $0.level <= heading.level }?.line ?? text.lines.count
            fold(heading.line, next - 1, "region")
        }
        if service.absence == nil {
            for (part, _) in text.cells {
                let (view, answer) = try await askSyntax("textDocument/foldingRange", of: part)
                for item in answer.items ?? [] {
                    guard let start = item["startLine"]?.int, let end = item["endLine"]?.int,
                        let first = view.origin(line: start, column: 0), let last = view.origin(line: end, column: 0)
                    else { continue }
                    let shift = text.parts[part].firstLine
                    fold(first.line + shift, last.line + shift, item["kind"]?.text)
                }
            }
        }
        return .array(folds)
    }
}

extension NotebookText {
    /// Headings of the prose, as `#` marks them.
    var headings: [(line: Int, level: Int, title: String)] {
        var found: [(line: Int, level: Int, title: String)] = []
        for case .prose(let prose) in reading.blocks {
            var fence: Substring?
            for (index, line) in prose.markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if let open = fence {
                    if line.hasPrefix(open) { fence = nil }
                } else if line.hasPrefix("```") || line.hasPrefix("~~~") {
                    fence = line.prefix { $0 == line.first }
                } else if let match = line.firstMatch(of: /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/), !match.output.2.isEmpty {
                    found.append((prose.firstLine - 1 + index, match.output.1.count, String(match.output.2)))
                }
            }
        }
        return found
    }
}
