import Foundation
import Work

/// A cell on the page: its code, what it printed, its figures beside their numbers, its checks.
struct CellPage {
    let cell: Cell
    let number: Int
    let record: CellRecord?
    let folder: OutputFolder?
    let checks: [CheckRecord]
    let isFolded: Bool
    let media: PageMedia
    /// The players that the page holds.
    let embedded: Set<String>
    /// How the page names a path within the output folder; nil for one that it cannot.
    let link: (String) -> String?

    var html: String {
        let status = record?.status ?? .notRun
        var html = "<section class=\"cell \(status.rawValue)\" id=\"cell-\(cell.id)\">\n"
        if isFolded {
            html += "<details class=\"input\"><summary>\(head(status)) · code</summary>\n\(code)</details>\n"
        } else {
            html += "<p class=\"head\">\(head(status))</p>\n\(code)"
        }
        if cell.attributes.hidesOutput, record?.outputs.isEmpty == false {
            html += "<details><summary>Output</summary>\n\(outputs)</details>\n"
        } else {
            html +=
                cell.attributes.columns > 1
                ? "<div class=\"columns\" style=\"--columns: \(cell.attributes.columns)\">\n\(outputs)</div>\n" : outputs
        }
        html += comparison + layers
        if let error = record?.error { html += "<pre class=\"error\">\(Self.shown(error.text))</pre>\n" }
        for check in checks {
            html +=
                "<p class=\"check \(check.passed ? "held" : "broken")\">\(check.passed ? "✓" : "✗") \(Self.shown(check.message))</p>\n"
        }
        return html + "</section>\n"
    }

    /// The code; with the box ticked, a click on it selects all of it.
    private var code: String {
        let source = cell.source.trimmingNewlines
        // One that is divided between two sheets of paper must be worth it.
        let isShort = source.utf8.count { $0 == UInt8(ascii: "\n") } < 15
        return """
            <div class="source"><label title="Tick, then a click on the code selects all of it">\
            <input type="checkbox"> whole</label>\
            <pre class="code\(isShort ? " short" : "")" tabindex="0"><code>\(SwiftColours.html(source))</code></pre></div>

            """
    }

    private func head(_ status: CellRecord.Status) -> String {
        let note = record?.note.map { " (\(Self.shown($0)))" } ?? ""
        let state =
            switch status {
            case .ok: record.map { TimeSpan.text($0.seconds) } ?? ""
            case .notRun: record == nil ? "" : "not run"
            case .expectedFailure: "failed, as it should"
            case .failed, .skipped, .timeout, .interrupted, .running: status.rawValue
            }
        let name = cell.isNamed ? "<b>\(HTML.escape(cell.id))</b>" : ""
        let time = record?.time.flatMap { $0.total >= 1 ? $0.words : nil } ?? ""
        let items = [name, state + note, HTML.escape(time)].filter { !$0.isEmpty }
        return "<span class=\"number\">\(number)</span> " + items.joined(separator: " · ")
    }

    /// Where the time of its layers went, where they were measured.
    private var layers: String {
        guard let layers = record?.layers else { return "" }
        func row(_ tag: String, _ words: [String]) -> String {
            let cells = words.enumerated().map { place, text in
                "<\(tag)\(place >= [LayerTime].numbers ? " class=\"right\"" : "")>\(HTML.escape(text))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <details><summary>Time of its layers</summary>
            <div class="shown" tabindex="0"><table>
            <thead>\(row("th", [LayerTime].headings))</thead>
            <tbody>\(layers.rows().map { row("td", $0) }.joined())</tbody>
            </table></div></details>

            """
    }

    private var outputs: String {
        let all = record?.outputs ?? []
        let captioned = cell.attributes.caption == nil ? nil : all.firstIndex { $0.image != nil || $0.html != nil }
        return all.enumerated().map { place, output in
            let caption = place == captioned ? cell.attributes.caption : nil
            if let path = output.image, let bytes = folder?.read(path) { return figure(output, path, bytes, caption) }
            if let path = output.html, let bytes = folder?.read(path) {
                let html = HTMLSanitizer.html(HomeFolder.hidden(in: String(decoding: bytes, as: UTF8.self)), media: media.html)
                let own = caption.map { Self.captioned(html, $0) } ?? html
                let numbered = own.replacing(
                    "<caption>", with: "<caption>Table \(PageMarks.number(.table, names: ["tbl-\(cell.id)"])). ",
                    maxReplacements: 1)
                return "<div class=\"shown\" tabindex=\"0\">\(numbered)</div>\n" + data(output)
            }
            let players = players(of: output)
            guard let text = output.text, !text.isEmpty else { return players }
            return players + "<pre class=\"out\" tabindex=\"0\">\(Self.shown(text.trimmingNewlines))</pre>\n"
        }.joined()
    }

    private func players(of output: OutputRecord) -> String {
        CellPlayers(players: output.players ?? [], folder: folder, embedded: embedded, link: link).html
    }

    /// A figure with its number, what it is called, and its data; as a drawing that a phone has its own of, where there is one.
    private func figure(_ output: OutputRecord, _ path: String, _ bytes: [UInt8], _ caption: String?) -> String {
        let name = String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "figure")
        func source(_ path: String?) -> String? {
            path.flatMap { folder?.read($0) }.map { "data:image/svg+xml;base64,\(Data($0).base64EncodedString())" }
        }
        let words = output.text.map { $0.trimmed } ?? name
        // `LinePlot "Loss"` is called Loss.
        let quoted = words.split(separator: "\"", omittingEmptySubsequences: false)
        let hasTitle = quoted.count == 3 && !quoted[1].isEmpty
        let title = caption ?? (hasTitle ? String(quoted[1]) : output.players == nil ? name : words)
        let drawing = source(output.svg) ?? "data:image/png;base64,\(Data(bytes).base64EncodedString())"
        let narrow = source(output.narrowSVG).map { "<source media=\"(max-width: 40rem)\" srcset=\"\($0)\">" } ?? ""
        var html = "<figure>\n<picture>\(narrow)<img alt=\"\(Self.shown(words))\" src=\"\(drawing)\"></picture>\n"
        html += players(of: output)
        html +=
            "<figcaption><b>Figure \(PageMarks.number(.figure, names: ["fig-\(name)", "fig-\(cell.id)"])).</b> \(Self.shown(title))"
        if let link = dataLink(output, name) { html += " · " + link }
        return html + "</figcaption>\n</figure>\n"
    }

    /// A table with another caption.
    private static func captioned(_ html: String, _ words: String) -> String {
        let caption = "<caption>\(shown(words))</caption>"
        if let open = html.firstRange(of: "<caption>"), let close = html.firstRange(of: "</caption>") {
            return html.replacingCharacters(in: open.lowerBound..<close.upperBound, with: caption)
        }
        return html.replacing("<table>", with: "<table>" + caption, maxReplacements: 1)
    }

    /// A table's numbers, to be taken along.
    private func data(_ output: OutputRecord) -> String {
        dataLink(output, "table").map { "<p class=\"data\">\($0)</p>\n" } ?? ""
    }

    private func dataLink(_ output: OutputRecord, _ name: String) -> String? {
        guard let csv = output.csv, let data = folder?.read(csv) else { return nil }
        let address = "data:text/csv;base64,\(Data(data).base64EncodedString())"
        return "<a download=\"\(HTML.escape(name)).csv\" href=\"\(address)\">data</a>"
    }

    /// The accepted picture beside the verdict; the cell's own stands above.
    private var comparison: String {
        guard let comparison = record?.comparison else { return "" }
        var html = ""
        if let copy = comparison.copy, let bytes = folder?.read(copy), !comparison.holds {
            html +=
                "<figure>\n<img alt=\"the accepted picture\" src=\"data:image/png;base64,\(Data(bytes).base64EncodedString())\">\n"
            html += "<figcaption><b>Accepted.</b> \(Self.shown(comparison.accepted))</figcaption>\n</figure>\n"
        }
        let kind = comparison.holds ? "held" : "broken"
        return html + "<p class=\"check \(kind)\">\(comparison.holds ? "✓" : "✗") \(Self.shown(comparison.text))</p>\n"
    }

    static func shown(_ text: String) -> String { HTML.escape(HomeFolder.hidden(in: text)) }
}

extension String {
    var trimmingNewlines: String {
        var text = self[...]
        while text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return String(text)
    }
}
