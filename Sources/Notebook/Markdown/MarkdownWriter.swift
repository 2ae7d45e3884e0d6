/// Writes the nodes of a tree as HTML, one after the other.
struct MarkdownWriter {
    let renderer: MarkdownRenderer
    /// Before the numbers of footnotes in anchors.
    let notes: String
    var out = ""
    var sanitizer: HTMLSanitizer
    var definitions = MarkdownDefinitions()
    private var parts: [String] = []
    private var title: String?
    private var headings: [MarkdownRenderer.Heading] = []
    private var anchors: [String: Int]
    private var headingStart = 0
    private var notesStart: Int?
    private var footnotes = 0
    private var references: [String: Int] = [:]
    /// Above 0 within a picture, whose words are its description and no markup.
    private var picturesOpen = 0
    private var isInHeader = false
    private var alignments: [Character?] = []
    private var column = 0
    /// True when the paragraph at hand has become a figure.
    private var isFigure = false
    /// Words at the start of a text that are no words of it: `[!NOTE]`, `: `.
    private var taken: [MarkdownNode: Int] = [:]

    /// The language of the code block that stands for what is between two parts of a text.
    static let gap = String(Unicode.Scalar(0xfdd1)!)

    private var citations: [(part: Int, citation: Citation)] = []
    private var labels: [String] = []
    private var phrases: [(part: Int, expression: String)] = []
    private let earlierPhrases: Int

    init(renderer: MarkdownRenderer, notes: String, phrases: Int) {
        earlierPhrases = phrases
        self.renderer = renderer
        self.notes = notes
        sanitizer = HTMLSanitizer(media: renderer.media)
        anchors = Dictionary(uniqueKeysWithValues: renderer.reserved.map { ($0, 1) })
    }

    /// What has been written.
    var page: MarkdownRenderer.Page {
        var body = out[...], ending = ""
        if let notesStart {
            let place = out.utf8.index(out.startIndex, offsetBy: notesStart)
            body = out[..<place]
            ending = "<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\(out[place...])</ol>\n</section>\n"
        }
        return MarkdownRenderer.Page(
            title: title, parts: parts + [String(body)], headings: headings, footnotes: ending, phrases: phrases,
            citations: citations, labels: labels)
    }

    mutating func enter(_ node: MarkdownNode) {
        if picturesOpen > 0 {
            if node.kind == "image" { picturesOpen += 1 }
            return
        }
        switch node.kind {
        case "text":
            let text = node.literal
            out += HTML.escape(text.dropFirst(taken.removeValue(forKey: node) ?? 0))
        case "softbreak":
            if let tags = definitions.breaks(at: node) {
                out += sanitizer.leave() + tags
                sanitizer.enter()
                take(2, of: node.next)
            } else {
                out += taken.removeValue(forKey: node) == nil ? "\n" : ""
            }
        case "linebreak": out += "<br>\n"
        case "code": writeInlineCode(node)
        case "custom_inline" where node.reference != nil: writeReference(node.reference ?? "")
        case "custom_inline":
            let (source, isDisplayed) = node.formula
            out += Formula.html(source, isDisplayed: isDisplayed)
        case "html_inline": out += sanitizer.html(node.literal, isBlock: false)
        case "html_block": out += sanitizer.html(node.literal, isBlock: true)
        case "footnote_reference":
            let number = node.literal
            references[number, default: 0] += 1
            let again = references[number]! == 1 ? "" : "-\(references[number]!)"
            out +=
                "<sup class=\"note\"><a id=\"fnref-\(notes)\(number)\(again)\" href=\"#fn-\(notes)\(number)\">\(number)</a></sup>"
        case "image": picturesOpen = 1
        case "thematic_break": out += "<hr>\n"
        case "code_block": writeCode(node)
        default:
            open(node)
            sanitizer.enter()
        }
    }

    mutating func leave(_ node: MarkdownNode) {
        if picturesOpen > 0 {
            if node.kind == "image" { picturesOpen -= 1 }
            if picturesOpen == 0 { writePicture(node) }
            return
        }
        // These hold nothing, and have been written.
        if node.kind == "custom_inline" || node.kind == "footnote_reference" { return }
        out += sanitizer.leave()
        close(node)
    }

    private mutating func open(_ node: MarkdownNode) {
        switch node.kind {
        case "paragraph":
            if node.isInTightList { break }
            if let length = definitions.begins(node, &out) { take(length, of: node.firstChild) } else { out += "<p>" }
        case "heading":
            headingStart = out.utf8.count
        case "block_quote":
            if let callout = Callout(node) {
                out += callout.opening
                take(callout.length, of: node.firstChild?.firstChild)
                if callout.endsLine { take(1, of: node.firstChild?.firstChild?.next) }
            } else {
                out += "<blockquote>\n"
            }
        case "list":
            let start = node.listStart == 1 ? "" : " start=\"\(node.listStart)\""
            out += node.isOrdered ? "<ol\(start)>\n" : "<ul>\n"
        case "item": out += node.isInTightList ? "<li>" : "<li>\n"
        case "tasklist": out += "<li class=\"task\"><input type=\"checkbox\" disabled\(node.isChecked ? " checked" : "")> "
        case "footnote_definition":
            footnotes += 1
            if notesStart == nil {
                // What the text has left open ends before its notes.
                out += sanitizer.leave()
                sanitizer.enter()
                notesStart = out.utf8.count
            }
            out += "<li id=\"fn-\(notes)\(footnotes)\">\n"
        case "emph": out += "<em>"
        case "strong": out += "<strong>"
        case "strikethrough": out += "<del>"
        case "link":
            let title = node.title.isEmpty ? "" : " title=\"\(HTML.escape(node.title))\""
            if let target = renderer.link(node.url) { out += "<a href=\"\(HTML.escape(target))\"\(title)>" }
        case "table":
            alignments = node.alignments
            out += "<div class=\"scroll\" tabindex=\"0\"><table>\n"
        case "table_header", "table_row":
            column = 0
            isInHeader = node.kind == "table_header"
            out += isInHeader ? "<thead>\n<tr>" : "<tr>"
        case "table_cell":
            let side = column < alignments.count ? alignments[column] : nil
            let name = side.flatMap { ["l": "left", "c": "center", "r": "right"][$0] }
            out += "<\(isInHeader ? "th" : "td")\(name.map { " class=\"\($0)\"" } ?? "")>"
        default: break
        }
    }

    private mutating func close(_ node: MarkdownNode) {
        switch node.kind {
        case "paragraph":
            if isFigure {
                isFigure = false
            } else if node.isInTightList {
                out += node.next == nil ? "" : "\n"
            } else {
                out += definitions.ends(node) ?? "</p>\n"
            }
        case "heading": closeHeading(node)
        case "block_quote": out += Callout(node) == nil ? "</blockquote>\n" : "</div>\n"
        case "list": out += node.isOrdered ? "</ol>\n" : "</ul>\n"
        case "item", "tasklist": out += "</li>\n"
        case "footnote_definition":
            let back = "<a class=\"back\" href=\"#fnref-\(notes)\(footnotes)\" aria-label=\"Back to the text\">↩\u{fe0e}</a>"
            if out.hasSuffix("</p>\n") {
                out.removeLast(5)
                out += " \(back)</p>\n"
            } else {
                out += back
            }
            out += "</li>\n"
        case "emph": out += "</em>"
        case "strong": out += "</strong>"
        case "strikethrough": out += "</del>"
        case "link": out += renderer.link(node.url) == nil ? "" : "</a>"
        case "table": out += "\(node.hasRows ? "</tbody>\n" : "")</table></div>\n"
        case "table_header": out += "</tr>\n</thead>\n\(node.next == nil ? "" : "<tbody>\n")"
        case "table_row": out += "</tr>\n"
        case "table_cell":
            out += isInHeader ? "</th>" : "</td>"
            column += 1
        default: break
        }
    }

    private mutating func closeHeading(_ node: MarkdownNode) {
        let place = out.utf8.index(out.startIndex, offsetBy: headingStart)
        let html = String(out[place...])
        let level = node.headingLevel
        let plain = node.plainText
        let words = HTML.anchor(plain)
        let name = words.isEmpty ? "section" : words
        let count = anchors[name, default: 0]
        anchors[name] = count + 1
        let anchor = HTML.escape(count == 0 ? name : "\(name)-\(count)")
        let element = "<h\(level) id=\"\(anchor)\">\(html)</h\(level)>"
        out.removeSubrange(place...)
        if level == 1, title == nil, parts.isEmpty, out.utf8.allSatisfy({ $0 == 10 }), node.parent?.kind == "document" {
            title = element
            return
        }
        let isPlain = !html.contains("<a") && !html.contains("id=")
        headings.append(.init(level: level, anchor: anchor, html: isPlain ? html : HTML.escape(plain)))
        out += element + "\n"
    }

    /// A picture; one that is a paragraph by itself has its words beneath it.
    private mutating func writePicture(_ node: MarkdownNode) {
        let words = node.plainText
        let html = renderer.media(node.url, words, node.title)
        out += html
        guard let label = renderer.figureLabel, !words.isEmpty, html.hasPrefix("<img"), let paragraph = node.parent,
            paragraph.kind == "paragraph", paragraph.firstChild == node, node.next == nil, out.hasSuffix("<p>" + html)
        else { return }
        out.removeLast(html.count + 3)
        out += "<figure>\n\(html)\n<figcaption><b>\(label)</b> \(HTML.escape(words))</figcaption>\n</figure>\n"
        isFigure = true
    }

    private mutating func writeCode(_ node: MarkdownNode) {
        let info = node.info
        if info.contains(Self.gap) {
            parts.append(out)
            out = ""
            return
        }
        let language = info.prefix { !$0.isWhitespace && $0 != "{" && $0 != "}" }
        if language == "math" {
            let formula = Formula.html(node.literal, isDisplayed: true)
            guard let label = FormulaLabel.of(info) else {
                out += formula + "\n"
                return
            }
            labels.append(label)
            out += "<div class=\"numbered\" id=\"\(HTML.escape(label))\">\(formula)"
            out += "<span>(\(PageMarks.number(.formula, names: [label])))</span></div>\n"
            return
        }
        let body = language == "swift" ? SwiftColours.html(node.literal) : HTML.escape(node.literal)
        out += "<pre class=\"code\" tabindex=\"0\"><code>\(body)</code></pre>\n"
    }

    /// Code within a line, or a value; a value that is followed by `{.noeval}` is none.
    private mutating func writeInlineCode(_ node: MarkdownNode) {
        let text = node.literal
        let isMarked =
            renderer.hasPhrases && text.hasPrefix(Phrase.mark) && !text.dropFirst(Phrase.mark.count).allSatisfy(\.isWhitespace)
        let isShown = isMarked && node.next?.kind == "text" && node.next?.literal.hasPrefix(Phrase.shown) == true
        if isShown { take(Phrase.shown.count, of: node.next) }
        guard isMarked, !isShown else {
            out += "<code>\(HTML.escape(text))</code>"
            return
        }
        out += PageMarks.phrase(earlierPhrases + phrases.count)
        phrases.append((parts.count, text.dropFirst(Phrase.mark.count).trimmed))
    }

    /// What refers to something, or its source where there is no such thing.
    private mutating func writeReference(_ source: String) {
        guard let citation = Citation(source) else { return }
        citations.append((parts.count, citation))
        let html = renderer.refer(citation)
        if citation.isBracketed {
            // Its bracket has been written, as a text of its own.
            if html != nil, out.hasSuffix("[") { out.removeLast() }
            out += html ?? HTML.escape(source.dropFirst())
        } else {
            out += html ?? HTML.escape(source)
        }
    }

    private mutating func take(_ count: Int, of node: MarkdownNode?) { if let node { taken[node] = count } }
}

extension MarkdownNode {
    /// True for an item of a tight list, and for a paragraph in one, which is set without a tag of its own.
    var isInTightList: Bool {
        let list = kind == "paragraph" ? parent?.parent : parent
        return list?.kind == "list" && list?.isTight == true
    }

    /// True for a table with more than its header.
    var hasRows: Bool { firstChild?.next != nil }
}
