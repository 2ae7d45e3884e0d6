import CellCompiler
import Notebook

/// How what is typed may go on.
extension Inquiry {
    func completion(_ position: Position, context: JSON?) async throws -> JSON {
        guard let place = text.place(position) else { return AttributeCompletion(text, position).answer }
        // Signs that go on with attributes, and in code with nothing.
        if context?["triggerKind"] == 2, let sign = context?["triggerCharacter"]?.text, sign == " " || sign == "{" {
            return .null
        }
        let (view, answer) = try await ask("textDocument/completion", at: place, context.map { ["context": $0] } ?? [:])
        func mapped(_ items: [JSON]) -> JSON { .array(items.map { completed($0, in: place.part, view) }) }
        if let items = answer.items { return mapped(items) }
        return answer.with(["items": mapped(answer["items"]?.items ?? [])])
    }

    /// An item whose edits are those of the notebook.
    private func completed(_ item: JSON, in part: Int, _ view: CellView) -> JSON {
        guard case .object(var pairs) = item else { return item }
        if var edit = pairs["textEdit"] {
            for key in ["range", "insert", "replace"] { edit = mapped(edit, key, in: part, view) }
            pairs["textEdit"] = edit
        }
        // Such as an import on the first line, which would not be the cell's.
        if let more = pairs["additionalTextEdits"]?.items {
            pairs["additionalTextEdits"] = .array(
                more.compactMap { edit in span(edit["range"], in: part, view).map { edit.with(["range": $0.json]) } })
        }
        return .object(pairs)
    }
}
