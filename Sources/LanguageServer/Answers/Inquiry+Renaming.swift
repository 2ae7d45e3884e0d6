import Foundation
import Notebook

/// A name is given another one in all cells at once.
extension Inquiry {
    func prepareRename(_ position: Position) async throws -> JSON {
        guard let place = text.place(position) else { return .null }
        _ = try await renamed(place)
        let (view, answer) = try await ask("textDocument/prepareRename", at: place)
        return mapped(answer, in: place.part, view)
    }

    func rename(_ position: Position, to name: String) async throws -> JSON {
        guard let place = text.place(position) else {
            throw RemoteError(.requestFailed, "only names in code can be renamed")
        }
        let base = name.prefix { $0 != "(" }
        guard base.wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*|`[^`]+`/) != nil else {
            throw RemoteError(.requestFailed, "found `\(name)`, expected a name: letters, digits and `_`, no digit first")
        }
        let symbol = try await renamed(place)
        var edits: [JSON] = []
        for there in try await parts(using: symbol, at: place) {
            let (view, answer) = try await ask("textDocument/rename", at: there, ["newName": .string(name)])
            guard case .object(let changes)? = answer["changes"] else { continue }
            let part = text.parts[there.part]
            guard part.isOwn else {
                throw RemoteError(
                    .requestFailed,
                    "`\(symbol.name)` stands in \(part.file ?? "the prose on line \(part.line + 1)") too, where it cannot be changed from here"
                )
            }
            for edit in changes[uri(there.part)]?.items ?? [] where !isPutIn(edit, view) {
                if let span = span(edit["range"], in: there.part, view) { edits.append(edit.with(["range": span.json])) }
            }
        }
        if edits.isEmpty { throw RemoteError(.requestFailed, "the compiler does not know where else `\(symbol.name)` stands") }
        return ["changes": .object([text.uri: .array(edits)])]
    }

    /// What is at a place, if it can be renamed.
    ///
    /// - Throws: ``RemoteError`` with the reason where it cannot.
    private func renamed(_ place: CodePosition) async throws -> Symbol {
        guard let symbol = try await symbol(at: place) else {
            throw RemoteError(.requestFailed, "there is no name here that the compiler knows")
        }
        switch symbol.target {
        case .cell(let declared):
            guard let file = text.parts[declared.part].file else { return symbol }
            throw RemoteError(
                .requestFailed, "`\(symbol.name)` is declared in \(file), which this notebook includes: rename it there")
        case .parameter(let name):
            throw RemoteError(
                .requestFailed,
                "`\(name)` is declared in the front matter, on line \(parameterSpan(name).start.line + 1): rename it there and where it is used"
            )
        case .outside:
            throw RemoteError(.requestFailed, "`\(symbol.name)` is not declared in this notebook, so it cannot be renamed here")
        }
    }
}
