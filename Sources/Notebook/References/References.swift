import Foundation

/// What the prose of a notebook may refer to, and what its references become on a page.
struct References {
    let bibliography: Bibliography
    /// The cell of each figure and table, by the names that it is referred to by.
    private let cells: [String: String]
    /// Named formulas.
    private let labels: Set<String>
    /// Headings by `sec-` and their anchor.
    private let sections: [String: MarkdownRenderer.Heading]
    /// All references, in the order of the text.
    let citations: [(part: Int, citation: Citation)]

    init(of document: Document) {
        bibliography = Bibliography(
            document.frontMatter.bibliography, in: URL(fileURLWithPath: document.path).deletingLastPathComponent().path)
        var cells: [String: String] = [:]
        for cell in document.cells {
            for kind in ["fig-", "tbl-"] {
                cells[kind + cell.id] = cell.id
                if let figure = cell.attributes.figure { cells[kind + figure] = cells[kind + figure] ?? cell.id }
            }
        }
        self.cells = cells
        guard document.text.contains("@") else {
            (labels, sections, citations) = ([], [:], [])
            return
        }
        let page = MarkdownRenderer(hasPhrases: true).page(document.proseParts)
        labels = Set(page.labels)
        sections = Dictionary(page.headings.map { ("sec-" + $0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
        citations = page.citations
    }

    /// The works that are cited.
    var cited: Set<String> { Set(citations.flatMap(\.citation.items).map(\.key).filter { bibliography.works[$0] != nil }) }

    /// Whether something has this name.
    private func isKnown(_ key: String) -> Bool {
        switch Citation.target(of: key) {
        case .figure, .table: cells[key] != nil
        case .formula: labels.contains(key)
        case .section: sections[key] != nil
        case .work: bibliography.works[key] != nil
        }
    }

    /// A reference as HTML; nil for one of which nothing is known, which stays as it is written.
    func html(_ citation: Citation) -> String? {
        guard citation.items.allSatisfy({ isKnown($0.key) }) else { return nil }
        let parts = citation.items.map { html($0, isBracketed: citation.isBracketed) }
        let isOfWorks = citation.items.allSatisfy { Citation.target(of: $0.key) == .work }
        return citation.isBracketed
            ? isOfWorks ? "(\(parts.joined(separator: "; ")))" : parts.joined(separator: ", ") : parts.joined()
    }

    private func html(_ item: Citation.Item, isBracketed: Bool) -> String {
        let key = item.key
        let locator = item.locator.isEmpty ? "" : ", \(HTML.escape(item.locator))"
        switch Citation.target(of: key) {
        case .figure: return link("#cell-\(cells[key] ?? "")", "Figure\u{a0}\(PageMarks.reference(to: key))") + locator
        case .table: return link("#cell-\(cells[key] ?? "")", "Table\u{a0}\(PageMarks.reference(to: key))") + locator
        case .formula: return link("#\(key)", "Equation\u{a0}(\(PageMarks.reference(to: key)))") + locator
        case .section: return "<a href=\"#\(sections[key]?.anchor ?? "")\">\(sections[key]?.html ?? "")</a>" + locator
        case .work:
            guard let work = bibliography.works[key] else { return "" }
            let words =
                isBracketed
                ? "\(work.names) \(work.year)\(item.locator.isEmpty ? "" : ", \(item.locator)")" : "\(work.names) (\(work.year))"
            return link("#\(Citation.anchor(key))", HTML.escape(words))
        }
    }

    private func link(_ target: String, _ html: String) -> String { "<a href=\"\(HTML.escape(target))\">\(html)</a>" }
}

extension Document {
    /// All that is well formed and hardly what was meant, as a compiler prints it.
    public var allWarnings: [String] { warnings.map { $0.rendered(path: path) } + referenceWarnings }

    /// References that lead nowhere, files of works that cannot be read, and what is wrong in these.
    public var referenceWarnings: [String] {
        let (works, issues) = referenceIssues
        return works + issues.map { $0.rendered(path: path) }
    }

    /// The same: what is wrong with the files of works, in words, and each reference.
    package var referenceIssues: (works: [String], issues: [DocumentIssue]) {
        guard !frontMatter.bibliography.isEmpty || text.contains("@") else { return ([], []) }
        let references = References(of: self)
        var issues: [DocumentIssue] = []
        let hasWorks = !frontMatter.bibliography.isEmpty
        var told: Set<String> = []
        for (part, citation) in references.citations where references.html(citation) == nil {
            for item in citation.items where references.html(Citation("@" + item.key) ?? citation) == nil {
                // Without a bibliography `@name` is somebody's name.
                let isOfWork = Citation.target(of: item.key) == .work
                if isOfWork && !hasWorks || !told.insert(item.key).inserted { continue }
                let issue = DocumentIssue(
                    isWarning: true, line: line(of: "@" + item.key, in: part), message: "nothing is called `@\(item.key)`",
                    remedy: isOfWork
                        ? "it is in none of \(frontMatter.bibliography.joined(separator: ", "))" : Self.remedy(for: item.key))
                issues.append(issue)
            }
        }
        return (references.bibliography.issues, issues)
    }

    private static func remedy(for key: String) -> String {
        switch Citation.target(of: key) {
        case .figure: "a figure is called by its cell: `{#\(key.dropFirst(4))}` or `figure=\(key.dropFirst(4))`"
        case .table: "a table is called by its cell: `{#\(key.dropFirst(4))}`"
        case .formula: "write `$$ … $$ {#\(key)}` behind the formula"
        case .section: "a section is called by its heading, in small letters and with hyphens"
        case .work: ""
        }
    }

    private func line(of words: String, in part: Int) -> Int {
        let text = proseParts[part]
        guard let found = text.firstRange(of: words) else { return proseLines[part] }
        return text.utf8[..<found.lowerBound].count { $0 == UInt8(ascii: "\n") } + proseLines[part]
    }
}
