/// The reference of everything a cell may call, written from the rows themselves: one section a type, one line a name.
public struct NativeReference {
    private let rows: [NativeRow]

    public init(_ registry: NativeRegistry) { rows = registry.rows }

    /// As Markdown, without a title.
    public var markdown: String {
        var sections = [section("Functions", rows.filter { $0.scope == .global })]
        for type in types {
            sections.append(
                section("`\(type)`", rows.filter { $0.scope == .type(type) } + rows.filter { $0.scope == .member(type) }))
        }
        sections.append(section("Operators", rows.filter { $0.scope == .infix || $0.scope == .prefix }))
        return sections.compactMap(\.self).joined(separator: "\n")
    }

    /// The types that own something, by name.
    private var types: [ScriptType] {
        var found: [String: ScriptType] = [:]
        for row in rows {
            switch row.scope {
            case .member(let type), .type(let type): found[type.description] = type
            case .global, .infix, .prefix: break
            }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    private func section(_ title: String, _ rows: [NativeRow]) -> String? {
        guard !rows.isEmpty else { return nil }
        let lines = rows.map { row in
            let text = row.documentation.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "| `\(cell(row.signature))` | \(cell(text)) |"
        }
        return (["## \(title)", "", "| | |", "|---|---|"] + lines).joined(separator: "\n") + "\n"
    }

    /// A bar ends a cell of a table.
    private func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
