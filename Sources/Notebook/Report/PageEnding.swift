import Foundation

/// After the last cell: the results that cells published, and the files they wrote.
struct PageEnding {
    let record: RunRecord?
    /// How the page names a path within the output folder; nil for one that it cannot.
    let link: (String) -> String?

    var headings: [MarkdownRenderer.Heading] {
        guard let record else { return [] }
        return (record.results.isEmpty ? [] : [.init(level: 2, anchor: "results", html: "Results")])
            + (record.files == nil ? [] : [.init(level: 2, anchor: "files", html: "Files")])
    }

    var html: String {
        guard let record else { return "" }
        var html = ""
        if !record.results.isEmpty {
            html += "<h2 id=\"results\">Results</h2>\n<div class=\"scroll\" tabindex=\"0\"><table>\n"
            html += "<thead><tr><th>name</th><th class=\"right\">value</th><th>unit</th></tr></thead>\n<tbody>\n"
            for (name, result) in record.results.sorted(by: { $0.key < $1.key }) {
                html += "<tr><td><a href=\"#cell-\(HTML.escape(result.cell))\"><code>\(HTML.escape(name))</code></a></td>"
                html +=
                    "<td class=\"right\">\(CellPage.shown(result.value.text))</td><td>\(HTML.escape(result.unit ?? ""))</td></tr>\n"
            }
            html += "</tbody></table></div>\n"
        }
        if let files = record.files {
            html += "<h2 id=\"files\">Files</h2>\n<ul>\n"
            for file in files {
                let name = "<code>\(HTML.escape(file))</code>"
                let target = link(file)?.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
                html += "<li>\(target.map { "<a href=\"\(HTML.escape($0))\">\(name)</a>" } ?? name)</li>\n"
            }
            html += "</ul>\n"
        }
        return html
    }
}
