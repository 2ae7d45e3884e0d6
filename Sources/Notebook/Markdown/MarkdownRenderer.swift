/// Renders Markdown as HTML in which nothing of the text can act: of its own HTML a list of harmless tags, no scripts, nothing remote.
///
/// Beside GitHub's Markdown: footnotes, formulas, definition lists (`: ` beneath a term) and callouts (`> [!NOTE]`).
package struct MarkdownRenderer {
    /// What a picture, a sound or a film that the text names becomes.
    let media: (_ address: String, _ words: String, _ title: String) -> String
    /// Where a link leads from the page; nil for nowhere.
    let link: (String) -> String?
    /// Anchors that the page itself has.
    let reserved: Set<String>
    /// What stands before the words beneath a picture that is a paragraph by itself; nil where such a picture has none.
    let figureLabel: String?
    /// Whether code that begins with `swift ` is a value: a mark stands in its place (``PageMarks``).
    let hasPhrases: Bool
    /// What a reference becomes; nil where it is none, and stays as it is written.
    let refer: (Citation) -> String?

    init(
        reserved: Set<String> = [], figureLabel: String? = nil, hasPhrases: Bool = false,
        refer: @escaping (Citation) -> String? = { _ in nil }, link: @escaping (String) -> String? = HTML.safeLink,
        media: @escaping (String, String, String) -> String = { address, words, _ in HTML.escape(words.isEmpty ? address : words)
        }
    ) {
        self.reserved = reserved
        self.figureLabel = figureLabel
        self.hasPhrases = hasPhrases
        self.refer = refer
        self.link = link
        self.media = media
    }

    package init() { self.init(reserved: []) }

    /// A heading of the text, for a list of contents.
    package struct Heading {
        package let level: Int
        package let anchor: String
        /// Its words as HTML.
        package let html: String
    }

    /// What a page is made of.
    package struct Page {
        /// The text's first heading, when the text opens with one of the first level: it is in none of the parts.
        package var title: String?
        /// As many as the text had parts; tags may be open from one to the next.
        package var parts: [String]
        package var headings: [Heading]
        /// After the last part.
        package var footnotes: String
        /// The values within the text, in the order of their marks: what they are of, and the part that they stand in.
        package var phrases: [(part: Int, expression: String)] = []
        /// What refers to something, and the part that it stands in.
        var citations: [(part: Int, citation: Citation)] = []
        /// The names of formulas that have one.
        var labels: [String] = []
    }

    package func html(_ markdown: String) -> String {
        let page = page([markdown])
        return (page.title.map { $0 + "\n" } ?? "") + page.parts[0] + page.footnotes
    }

    /// A text in parts, between which other things stand on the page: footnotes and links of any part are those of all.
    package func page(_ parts: [String]) -> Page {
        // What stands between is a code block that no text can spell: it ends lists and quotes as it would by itself.
        let gap = "\n\n```\(MarkdownWriter.gap)\n```\n\n"
        let text = parts.map { $0.replacing(MarkdownWriter.gap, with: "\u{fffd}") }.joined(separator: gap)
        let page = written(text, notes: "")
        if page.parts.count == parts.count { return page }
        // HTML that a part opens and nothing ends swallows what comes after: then each part is a text of its own.
        var whole = Page(title: nil, parts: [], headings: [], footnotes: "")
        for (number, part) in parts.enumerated() {
            let page = written(part, notes: "\(number + 1)-", phrases: whole.phrases.count)
            whole.citations += page.citations.map { (number, $0.citation) }
            whole.labels += page.labels
            whole.phrases += page.phrases.map { (number, $0.expression) }
            if number == 0 { whole.title = page.title }
            let title = number > 0 ? page.title ?? "" : ""
            whole.parts.append(title + page.parts.joined() + page.footnotes)
            whole.headings += page.headings
        }
        return whole
    }

    /// - Parameter phrases: how many marks of values there are before this text's.
    private func written(_ text: String, notes: String, phrases: Int = 0) -> Page {
        let tree = MarkdownTree(text)
        var writer = MarkdownWriter(renderer: self, notes: notes, phrases: phrases)
        tree.walk { node, isEntering in
            if isEntering { writer.enter(node) } else { writer.leave(node) }
        }
        return writer.page
    }
}
