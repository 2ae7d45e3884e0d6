import Work

/// What a page opens with: the title, who wrote it, and how the run went, with what, and where it comes from.
struct PageFront {
    let document: Document
    let record: RunRecord?
    /// The heading that the notebook's text opens with.
    let heading: String?

    /// True when the front matter gives the page another title than the text opens with: then the heading stays in the text.
    var hasOwnTitle: Bool {
        guard let title = document.frontMatter.title, let heading else { return false }
        return heading.replacing(#/<[^>]*>/#, with: "") != HTML.escape(title)
    }

    var html: String {
        let front = document.frontMatter
        var html = (hasOwnTitle ? nil : heading) ?? "<h1>\(HTML.escape(document.title))</h1>"
        if let description = front.description { html += "\n<p class=\"lead\">\(HTML.escape(description))</p>" }
        if let author = front.author { html += "\n<p class=\"author\">\(HTML.escape(author))</p>" }
        return html + "\n" + status
    }

    /// How it ended, when, how long, with what.
    private var status: String {
        guard let record else { return "<p class=\"meta\"><span class=\"chip\">not run</span></p>\n" }
        var items = [
            "<span class=\"chip \(record.status.rawValue)\">\(Self.words(record.status))</span>",
            HTML.escape(record.started.replacing("T", with: " ").replacing("Z", with: " UTC")),
            TimeSpan.text(record.seconds), "seed \(record.seed)",
        ]
        if !record.checks.isEmpty {
            items.append("\(record.checks.count { $0.passed }) of \(record.checks.count) checks held")
        }
        var html = "<p class=\"meta\">" + items.joined(separator: " · ") + "</p>\n"
        if !record.params.isEmpty {
            let values = document.frontMatter.parameters.compactMap { parameter in
                record.params[parameter.name].map {
                    "<span><b>\(HTML.escape(parameter.name))</b> \($0.description.isEmpty ? "–" : CellPage.shown($0.description))</span>"
                }
            }
            html += "<p class=\"params\">\(values.joined(separator: " "))</p>\n"
        }
        return html + trouble(record) + provenance(record)
    }

    private func trouble(_ record: RunRecord) -> String {
        let failed = record.cells.filter { [.failed, .timeout, .interrupted].contains($0.status) }
        let broken = record.checks.filter { !$0.passed }
        let absent = (record.phrases ?? []).filter { $0.error != nil }
        guard !failed.isEmpty || !broken.isEmpty || !absent.isEmpty else { return "" }
        var html = "<ul class=\"trouble\">"
        for cell in failed {
            html += "<li>Cell \(link(cell.id)): \(CellPage.shown(cell.error?.message ?? cell.status.rawValue))</li>"
        }
        for phrase in absent {
            html += "<li>The value <code>\(CellPage.shown(phrase.source))</code> in line \(phrase.line): "
            html += "\(CellPage.shown(phrase.error?.message ?? ""))</li>"
        }
        for check in broken {
            html += "<li>A check of \(link(check.cell)) did not hold: \(CellPage.shown(check.message))</li>"
        }
        return html + "</ul>\n"
    }

    /// A link to a cell, by its name or its line.
    private func link(_ id: String) -> String {
        let cell = document.cells.first { $0.id == id }
        let words = cell.map { $0.isNamed ? id : "line \($0.firstLine)" } ?? id
        return "<a href=\"#cell-\(HTML.escape(id))\">\(HTML.escape(words))</a>"
    }

    private func provenance(_ record: RunRecord) -> String {
        let source = record.provenance
        let rows: [(String, String?)] = [
            ("notebook", document.fileName), ("avts-nb", source.version),
            ("git revision", source.gitRevision.map { $0 + (source.gitDirty == true ? ", with changes" : "") }),
            ("program's revision", source.toolRevision.map { $0 + (source.toolDirty == true ? ", with changes" : "") }),
            ("libraries", source.libraries?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            ("packages", source.packages?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            (
                "from the cache",
                record.cached.map {
                    $0.map { Reuse(what: $0.what, made: $0.made, revision: $0.revision).text }.joined(separator: "; ")
                }
            ),
            (
                "data",
                record.data.map {
                    $0.map { "\($0.name), \($0.files) files, SHA-256 \($0.sha256.prefix(16))…" }.joined(separator: "; ")
                }
            ),
            ("seed", "\(record.seed)"),
            ("processor", source.cpu), ("matrix kernel", source.blasKernel), ("threads", "\(source.threads)"),
            ("system", source.system), ("peak memory", source.peakMemory.map { "\($0 >> 20) MiB" }),
        ]
        var html = "<details class=\"provenance\"><summary>Where this comes from</summary><dl>\n"
        for case (let name, let value?) in rows { html += "<dt>\(name)</dt><dd>\(HTML.escape(value))</dd>\n" }
        return html + "</dl></details>\n"
    }

    static func words(_ status: RunStatus) -> String {
        switch status {
        case .running: "running"
        case .ok: "all cells ran, all checks held"
        case .failed: "a cell failed"
        case .checksFailed: "a check did not hold"
        case .timeout: "timed out"
        case .interrupted: "interrupted"
        case .terminated: "terminated"
        case .killed: "the process was killed"
        }
    }
}
