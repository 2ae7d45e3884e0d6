import Foundation

/// The page of a run: prose, cells, what they printed and drew, results, checks and where it all came from, in one file that
/// needs nothing beside itself and can do nothing by itself.
struct ReportPage {
    let document: Document
    /// Nil for a page of a notebook that has not been run.
    let record: RunRecord?
    let folder: OutputFolder?
    /// The folder that the page will lie in; nil for one that lies beside the notebook.
    let place: String?
    /// How the page names a path within the output folder; nil for one that it cannot.
    let link: (String) -> String?

    /// The page; `finished` keeps the cells that will not change any more.
    func html(finished: inout [String: String]) -> String {
        let media = PageMedia(notebook: document.path, page: place)
        let references = References(of: document)
        let reserved = Set(document.cells.map { "cell-\($0.id)" } + ["results", "files", "contents", "references"])
        let renderer = MarkdownRenderer(
            reserved: reserved, figureLabel: "Figure \(PageMarks.number(.figure)).", hasPhrases: true,
            refer: references.html, link: media.link, media: media.html)
        let prose = renderer.page(document.proseParts)
        var body = prose.parts[0]
        let embedded = CellPlayers.fitting(record?.cells ?? [])
        let records = Dictionary((record?.cells ?? []).map { ($0.id, $0) }) { first, _ in first }
        let checks = Dictionary(grouping: record?.checks ?? [], by: \.cell)
        var number = 0, part = 0
        for block in document.blocks {
            switch block {
            case .prose: continue
            case .cell(let cell):
                number += 1
                body += html(
                    of: cell, number: number, records[cell.id], checks[cell.id] ?? [], media: media, embedded, finished: &finished
                )
            case .expected(let expected):
                if record == nil { body += "<pre class=\"out\">\(CellPage.shown(expected.text))</pre>\n" }
            }
            part += 1
            body += prose.parts[part]
        }
        let front = PageFront(document: document, record: record, heading: prose.title)
        if front.hasOwnTitle, let heading = prose.title { body = heading + "\n" + body }
        let ending = PageEnding(record: record, link: link)
        let contents = PageContents(
            headings: prose.headings
                + (references.cited.isEmpty ? [] : [.init(level: 2, anchor: "references", html: "References")]) + ending.headings)
        let script = PageScript.parts(isAllowed: document.frontMatter.scripts)
        let page = Self.filled(
            [
                "policy": script.policy, "script": script.html,
                "title": HTML.escape(document.title), "style": String(decoding: PackageResources.report_css, as: UTF8.self),
                "front": front.html, "contents": contents.html,
                "body": body + prose.footnotes + references.bibliography.list(of: references.cited), "end": ending.html,
            ])
        return PageMarks.filled(page, phrases: prose.phrases.indices.map(phrase))
    }

    /// A value within prose, or what stands in its place: its source where nothing has run, and why there is none.
    private func phrase(_ index: Int) -> String {
        guard let record, let phrases = record.phrases, phrases.indices.contains(index) else {
            let phrases = document.phrases
            return phrases.indices.contains(index) ? "<code>\(HTML.escape(phrases[index].expression))</code>" : ""
        }
        if let text = phrases[index].text { return "<span class=\"value\">\(CellPage.shown(text))</span>" }
        let words = phrases[index].error.map { CellPage.shown($0.message) } ?? "the cell before it did not run"
        return "<span class=\"value absent\" title=\"\(words)\"><code>\(HTML.escape(phrases[index].source))</code></span>"
    }

    /// The template with its gaps filled, in one pass, so that no braces in a notebook's text are taken for its own.
    private static func filled(_ values: [String: String]) -> String {
        var page = ""
        for (index, piece) in String(decoding: PackageResources.report_html, as: UTF8.self).split(separator: "{{").enumerated() {
            let parts = piece.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            page += index == 0 ? String(piece) : values[String(parts[0]), default: ""] + (parts.count > 1 ? parts[1] : "")
        }
        return page
    }

    private func html(
        of cell: Cell, number: Int, _ record: CellRecord?, _ checks: [CheckRecord], media: PageMedia,
        _ embedded: Set<String>, finished: inout [String: String]
    ) -> String {
        if let page = finished[cell.id] { return page }
        let page = CellPage(
            cell: cell, number: number, record: record, folder: folder, checks: checks,
            isFolded: cell.attributes.hidesInput || cell.origin != nil && cell.attributes.folds != false
                || cell.attributes.folds ?? document.frontMatter.folds, media: media,
            embedded: embedded, link: link
        ).html
        if let status = record?.status, status != .notRun, status != .running { finished[cell.id] = page }
        return page
    }
}

extension Document {
    /// The prose before, between and after the cells and the expected outputs: one part more than there are of those.
    var proseParts: [String] {
        var parts = [""]
        for block in blocks {
            if case .prose(let prose) = block { parts[parts.count - 1] += prose.markdown } else { parts.append("") }
        }
        return parts
    }
}
