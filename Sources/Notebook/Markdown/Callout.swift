/// A quote that opens with `[!NOTE]`, as GitHub and Obsidian write a notice: its kind, and a title of its own behind it.
struct Callout {
    /// What opens it on the page.
    let opening: String
    /// How much of the first text the mark takes.
    let length: Int
    /// True when nothing but the mark stands on the line.
    let endsLine: Bool

    private static let kinds = [
        "note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
    ]

    init?(_ quote: MarkdownNode) {
        guard let paragraph = quote.firstChild, paragraph.kind == "paragraph", let first = paragraph.firstChild,
            first.kind == "text"
        else { return nil }
        let text = first.literal
        guard text.hasPrefix("[!"), let end = text.firstIndex(of: "]") else { return nil }
        let kind = text[text.index(text.startIndex, offsetBy: 2)..<end].lowercased()
        guard let words = Self.kinds[kind] else { return nil }
        let title = text[text.index(after: end)...].trimmed
        let isAlone = first.next == nil || first.next?.kind == "softbreak" || first.next?.kind == "linebreak"
        // A title with markup in it is left as the notice's first line.
        let ownTitle = isAlone && !title.isEmpty ? title : nil
        length = ownTitle == nil ? text.distance(from: text.startIndex, to: end) + 1 : text.count
        endsLine = isAlone
        opening =
            "<div class=\"callout \(kind)\" role=\"note\">\n<p class=\"callout-title\">\(HTML.escape(ownTitle ?? words))</p>\n"
    }
}
