import Files
import Foundation

/// The page of a run: prose, cells, what they printed and drew, results, checks and where it all came from, in one file that
/// needs nothing beside itself and can do nothing by itself.
struct ReportPage {
    let document: Document
    /// Nil for a page of a notebook that has not been run.
    let record: RunRecord?
    let folder: OutputFolder?

    /// The page; `finished` keeps the cells that will not change any more.
    func html(finished: inout [String: String]) -> String {
        let base = URL(fileURLWithPath: document.path).deletingLastPathComponent().path
        let renderer = MarkdownRenderer { name in
            let path = name.hasPrefix("/") ? name : base + "/" + name
            return try? RegularFile.contents(path, limit: 1 << 26)
        }
        let records = Dictionary((record?.cells ?? []).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let checks = Dictionary(grouping: record?.checks ?? [], by: \.cell)
        var body = ""
        var number = 0
        for block in document.blocks {
            switch block {
            case .prose(let prose): body += "<div class=\"prose\">\n\(renderer.html(prose.markdown))</div>\n"
            case .cell(let cell):
                number += 1
                if let page = finished[cell.id] {
                    body += page
                    continue
                }
                let page = CellPage(
                    cell: cell, number: number, record: records[cell.id], folder: folder, checks: checks[cell.id] ?? []
                ).html
                if let status = records[cell.id]?.status, status != .notRun, status != .running { finished[cell.id] = page }
                body += page
            case .expected(let expected):
                guard record == nil else { continue }
                body += "<pre class=\"out\">\(HTML.escape(expected.text))</pre>\n"
            }
        }
        let values = [
            "title": HTML.escape(document.title), "style": String(decoding: PackageResources.report_css, as: UTF8.self),
            "summary": summary, "end": ending, "body": body,
        ]
        // One pass over the template, so that no braces in a notebook's text are taken for its own.
        var page = ""
        for (index, piece) in String(decoding: PackageResources.report_html, as: UTF8.self).split(separator: "{{").enumerated() {
            let parts = piece.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            page += index == 0 ? String(piece) : values[String(parts[0]), default: ""] + (parts.count > 1 ? parts[1] : "")
        }
        return page
    }

    /// Beneath the title: how it ended, when, how long, with what.
    private var summary: String {
        guard let record else { return "<p class=\"meta\"><span class=\"chip\">not run</span></p>" }
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
            let names = document.frontMatter.parameters.map(\.name)
            html +=
                "<p class=\"params\">"
                + names.compactMap { name in
                    record.params[name].map { "<span><b>\(HTML.escape(name))</b> \(HTML.escape($0.description))</span>" }
                }.joined(separator: " ") + "</p>\n"
        }
        let failed = record.cells.filter { [.failed, .timeout, .interrupted].contains($0.status) }
        let broken = record.checks.filter { !$0.passed }
        if !failed.isEmpty || !broken.isEmpty {
            html += "<ul class=\"trouble\">"
            for cell in failed {
                html += "<li>Cell \(link(cell.id)): \(HTML.escape(cell.error?.message ?? cell.status.rawValue))</li>"
            }
            for check in broken {
                html += "<li>A check of \(link(check.cell)) did not hold: \(HTML.escape(check.message))</li>"
            }
            html += "</ul>\n"
        }
        return html
    }

    /// A link to a cell, by its name or its line.
    private func link(_ id: String) -> String {
        let cell = document.cells.first { $0.id == id }
        let words = cell.map { $0.isNamed ? id : "line \($0.firstLine)" } ?? id
        return "<a href=\"#cell-\(id)\">\(HTML.escape(words))</a>"
    }

    /// After the last cell: results and provenance.
    private var ending: String {
        guard let record else { return "" }
        var html = ""
        if !record.results.isEmpty {
            html +=
                "<h2 id=\"results\">Results</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>name</th><th class=\"right\">value</th><th>unit</th></tr></thead>\n<tbody>\n"
            for (name, result) in record.results.sorted(by: { $0.key < $1.key }) {
                html +=
                    "<tr><td><a href=\"#cell-\(result.cell)\"><code>\(HTML.escape(name))</code></a></td><td class=\"right\">\(HTML.escape(result.value.text))</td><td>\(HTML.escape(result.unit ?? ""))</td></tr>\n"
            }
            html += "</tbody></table></div>\n"
        }
        if let files = record.files {
            html += "<h2 id=\"files\">Files</h2>\n<ul>\n"
            for file in files {
                let link = file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? file
                html += "<li><a href=\"\(HTML.escape(link))\"><code>\(HTML.escape(file))</code></a></li>\n"
            }
            html += "</ul>\n"
        }
        let source = record.provenance
        let rows: [(String, String?)] = [
            ("notebook", record.notebook), ("avts-nb", source.version),
            ("git revision", source.gitRevision.map { $0 + (source.gitDirty == true ? ", with changes" : "") }),
            ("program's revision", source.toolRevision.map { $0 + (source.toolDirty == true ? ", with changes" : "") }),
            ("libraries", source.libraries?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            ("seed", "\(record.seed)"),
            ("processor", source.cpu), ("matrix kernel", source.blasKernel), ("threads", "\(source.threads)"),
            ("system", source.system), ("peak memory", source.peakMemory.map { "\($0 >> 20) MiB" }),
        ]
        html += "<details class=\"provenance\"><summary>Where this comes from</summary><dl>\n"
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
