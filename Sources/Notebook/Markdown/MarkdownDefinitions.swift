/// Definition lists as Pandoc writes them: a term, and beneath it, or after a blank line, what it means after `: `.
struct MarkdownDefinitions {
    private enum State { case outside, between, term, meaning }
    private var state = State.outside

    /// Opens what a paragraph is in a list of definitions, and gives the length of its mark; nil for any other paragraph.
    mutating func begins(_ paragraph: MarkdownNode, _ out: inout String) -> Int? {
        if state == .between, Self.isMeaning(paragraph.firstChild) {
            out += "<dd>"
            state = .meaning
            return 2
        }
        guard Self.isTerm(paragraph) else { return nil }
        out += state == .between ? "<dt>" : "<dl>\n<dt>"
        state = .term
        return 0
    }

    /// The tags between what stands before a line's end and the meaning that begins after it; nil for any other line.
    mutating func breaks(at line: MarkdownNode) -> String? {
        guard state == .term || state == .meaning, line.parent?.kind == "paragraph", Self.isMeaning(line.next) else { return nil }
        let tags = state == .term ? "</dt>\n<dd>" : "</dd>\n<dd>"
        state = .meaning
        return tags
    }

    /// Closes what `begins` opened; nil for any other paragraph.
    mutating func ends(_ paragraph: MarkdownNode) -> String? {
        guard state == .term || state == .meaning else { return nil }
        let tag = state == .term ? "</dt>\n" : "</dd>\n"
        let goesOn = paragraph.next.map { $0.kind == "paragraph" && (Self.isMeaning($0.firstChild) || Self.isTerm($0)) } ?? false
        state = goesOn ? .between : .outside
        return goesOn ? tag : tag + "</dl>\n"
    }

    private static func isMeaning(_ node: MarkdownNode?) -> Bool {
        guard let node, node.kind == "text" else { return false }
        return node.literal.hasPrefix(": ")
    }

    private static func isTerm(_ paragraph: MarkdownNode) -> Bool {
        if isMeaning(paragraph.firstChild) { return false }
        var child = paragraph.firstChild
        while let node = child {
            if node.kind == "softbreak", isMeaning(node.next) { return true }
            child = node.next
        }
        return paragraph.next.map { $0.kind == "paragraph" && isMeaning($0.firstChild) } ?? false
    }
}
