import Foundation

extension Exporter {
    /// Plain Markdown: cells as code, outputs as text and pictures.
    func markdown(_ link: (String) -> String?) -> String {
        var parts: [String] = []
        if case .prose(let prose)? = document.blocks.first, prose.markdown.trimmed.hasPrefix("# ") {
        } else {
            parts.append("# \(PageText.of(document.title))\n")
        }
        for block in document.blocks {
            switch block {
            case .prose(let prose): parts.append(PageText.of(prose.markdown.trimmingNewlines.trimmingLeadingNewlines) + "\n")
            case .cell(let cell):
                if !cell.attributes.hidesInput { parts.append(Self.fenced(cell.source, "swift")) }
                if let ran = record?.cells.first(where: { $0.id == cell.id }), !cell.attributes.hidesOutput {
                    parts += ran.outputs.compactMap { output($0, link) }
                    if let error = ran.error { parts.append(Self.fenced(error.text, "text")) }
                }
            case .expected(let expected):
                if record == nil { parts.append(Self.fenced(expected.text, "text")) }
            }
        }
        return parts.joined(separator: "\n")
    }

    private func output(_ output: OutputRecord, _ link: (String) -> String?) -> String? {
        if let image = output.image {
            // What a picture is called is no Markdown, and its address has no blanks.
            let words = PageText.of(HomeFolder.hidden(in: output.text?.trimmed ?? "")).replacing("\n", with: " ")
                .replacing(#/[\\\[\]`*_<>&!]/#) { "\\" + $0.output }
            let address = link(image)?.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["(", ")"]))
            return address.map { "![\(words)](\($0))\n" } ?? "\(words)\n"
        }
        guard let text = output.text, !text.trimmed.isEmpty else { return nil }
        return Self.fenced(text, "text")
    }

    /// A fenced block whose fence is longer than any run of backticks within.
    private static func fenced(_ text: String, _ language: String) -> String {
        let text = PageText.of(HomeFolder.hidden(in: text))
        var longest = 2
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(language)\n\(text.trimmingNewlines)\n\(fence)\n"
    }
}

extension String {
    var trimmingLeadingNewlines: String { String(drop { $0.isNewline }) }
}
