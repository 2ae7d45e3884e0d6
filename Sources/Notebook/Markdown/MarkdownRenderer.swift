/// Renders Markdown as HTML in which nothing of the text can act: no raw HTML, no scripts, no remote pictures.
package struct MarkdownRenderer {
    private let inline: MarkdownInline

    /// - Parameter picture: the bytes of a picture that the text names, or nil when there is none.
    package init(picture: @escaping (String) -> [UInt8]? = { _ in nil }) {
        inline = MarkdownInline(picture: picture)
    }

    package func html(_ markdown: String) -> String { html(MarkdownParser.blocks(of: markdown)) }

    private func html(_ blocks: [MarkdownBlock]) -> String { blocks.map { html($0) + "\n" }.joined() }

    private func html(_ block: MarkdownBlock) -> String {
        switch block {
        case .heading(let level, let text):
            return "<h\(level) id=\"\(HTML.escape(HTML.anchor(text)))\">\(inline.html(text))</h\(level)>"
        case .paragraph(let text): return "<p>\(inline.html(text))</p>"
        case .code(let info, let text):
            let language = info.prefix { !$0.isWhitespace && $0 != "{" }
            let body = language == "swift" ? SwiftColours.html(text) : HTML.escape(text)
            return "<pre class=\"code\"><code>\(body)</code></pre>"
        case .quote(let blocks): return "<blockquote>\n\(html(blocks))</blockquote>"
        case .list(let start, let isTight, let items):
            let tag = start == nil ? "ul" : "ol"
            let first = start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
            let body = items.map { "<li>\(item($0, isTight: isTight))</li>\n" }.joined()
            return "<\(tag)\(first)>\n\(body)</\(tag)>"
        case .table(let header, let alignments, let rows):
            func row(_ cells: [String], _ tag: String) -> String {
                let cells = zip(cells, alignments).map { cell, alignment in
                    let style = alignment.map { " class=\"\($0.rawValue)\"" } ?? ""
                    return "<\(tag)\(style)>\(inline.html(cell))</\(tag)>"
                }
                return "<tr>\(cells.joined())</tr>\n"
            }
            let body = rows.map { row($0, "td") }.joined()
            return
                "<div class=\"scroll\"><table>\n<thead>\n\(row(header, "th"))</thead>\n<tbody>\n\(body)</tbody>\n</table></div>"
        case .math(let formula): return "<p class=\"math display\">\(MathText.html(formula))</p>"
        case .rule: return "<hr>"
        }
    }

    private func item(_ blocks: [MarkdownBlock], isTight: Bool) -> String {
        guard isTight else { return "\n" + html(blocks) }
        return blocks.map { block in
            guard case .paragraph(let text) = block else { return "\n" + html(block) + "\n" }
            for (mark, state) in [("[ ] ", ""), ("[x] ", " checked"), ("[X] ", " checked")] where text.hasPrefix(mark) {
                return "<input type=\"checkbox\" disabled\(state)> " + inline.html(String(text.dropFirst(4)))
            }
            return inline.html(text)
        }.joined()
    }
}
