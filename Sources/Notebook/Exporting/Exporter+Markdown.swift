import Foundation

extension Exporter {
    /// Plain Markdown: cells as code, outputs as text and pictures.
    func markdown(_ link: (String) -> String?) -> String {
        var parts: [String] = []
        var phrases = record?.phrases ?? []
        if case .prose(let prose)? = document.blocks.first, prose.markdown.trimmed.hasPrefix("# ") {
        } else {
            parts.append("# \(PageText.of(document.title))\n")
        }
        for block in document.blocks {
            switch block {
            case .prose(let prose):
                let text = told(prose.markdown, among: &phrases)
                parts.append(PageText.of(text.trimmingNewlines.trimmingLeadingNewlines) + "\n")
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

    /// Prose with values in place of what they are of, which are taken from the list.
    private func told(_ markdown: String, among phrases: inout [PhraseRecord]) -> String {
        var text = "", rest = markdown[...]
        while let start = rest.firstRange(of: "`" + Phrase.mark) {
            let ticks = rest[..<start.upperBound].dropLast(Phrase.mark.count).reversed().prefix { $0 == "`" }.count
            let behind = rest[start.upperBound...].drop { $0 == " " }
            let found = phrases.indices.first { index in
                guard behind.hasPrefix(phrases[index].source) else { return false }
                let end = behind.dropFirst(phrases[index].source.count).drop { $0 == " " }
                return end.prefix { $0 == "`" }.count == ticks
            }
            guard let found, let value = phrases[found].text else {
                text += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            text += rest[..<start.lowerBound].dropLast(ticks - 1) + Self.plain(value)
            rest = behind.dropFirst(phrases[found].source.count).drop { $0 == " " }.dropFirst(ticks)
            phrases.remove(at: found)
        }
        // A mark that only we know.
        return (text + rest).replacing(#/(`swift [^`]*`)\{\.noeval\}/#) { $0.output.1 }
    }

    private func output(_ output: OutputRecord, _ link: (String) -> String?) -> String? {
        let players = (output.players ?? []).compactMap { player -> String? in
            let words = player.label.isEmpty ? (player.type == .mp4 ? "film" : "sound") : player.label
            return Self.address(player.path, link).map { "[▶ \(Self.plain(words))](\($0))\n" }
        }
        let parts = [still(output, link)].compactMap(\.self) + players
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    /// What a picture is called is no Markdown, and its address has no blanks.
    private static func plain(_ words: String) -> String {
        PageText.of(HomeFolder.hidden(in: words.trimmed)).replacing("\n", with: " ")
            .replacing(#/[\\\[\]`*_<>&!]/#) { "\\" + $0.output }
    }

    private static func address(_ path: String, _ link: (String) -> String?) -> String? {
        link(path)?.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["(", ")"]))
    }

    private func still(_ output: OutputRecord, _ link: (String) -> String?) -> String? {
        if let image = output.image {
            let words = Self.plain(output.text ?? "")
            return Self.address(image, link).map { "![\(words)](\($0))\n" } ?? "\(words)\n"
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
