import Foundation

/// A cell on the page: its code, what it printed, its figures beside their numbers, its checks.
struct CellPage {
    let cell: Cell
    let number: Int
    let record: CellRecord?
    let folder: OutputFolder?
    let checks: [CheckRecord]
    let isFolded: Bool
    let media: PageMedia

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
            html += outputs
        }
        html += comparison
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
        let items = [name, state + note].filter { !$0.isEmpty }
        return "<span class=\"number\">\(number)</span> " + items.joined(separator: " · ")
    }

    private var outputs: String {
        (record?.outputs ?? []).map { output in
            if let path = output.image, let bytes = folder?.read(path) { return figure(output, path, bytes) }
            if let path = output.html, let bytes = folder?.read(path) {
                let html = HTMLSanitizer.html(HomeFolder.hidden(in: String(decoding: bytes, as: UTF8.self)), media: media.html)
                let numbered = html.replacing("<caption>", with: "<caption>Table \(PageNumbers.table). ", maxReplacements: 1)
                return "<div class=\"shown\" tabindex=\"0\">\(numbered)</div>\n"
            }
            guard let text = output.text, !text.isEmpty else { return "" }
            return "<pre class=\"out\" tabindex=\"0\">\(Self.shown(text.trimmingNewlines))</pre>\n"
        }.joined()
    }

    /// A figure with its number, what it is called, and its data; as a drawing that a phone has its own of, where there is one.
    private func figure(_ output: OutputRecord, _ path: String, _ bytes: [UInt8]) -> String {
        let name = String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "figure")
        func source(_ path: String?) -> String? {
            path.flatMap { folder?.read($0) }.map { "data:image/svg+xml;base64,\(Data($0).base64EncodedString())" }
        }
        let words = output.text.map { $0.trimmed } ?? name
        // `LinePlot "Loss"` is called Loss.
        let quoted = words.split(separator: "\"", omittingEmptySubsequences: false)
        let title = quoted.count == 3 && !quoted[1].isEmpty ? String(quoted[1]) : name
        let drawing = source(output.svg) ?? "data:image/png;base64,\(Data(bytes).base64EncodedString())"
        let narrow = source(output.narrowSVG).map { "<source media=\"(max-width: 40rem)\" srcset=\"\($0)\">" } ?? ""
        var html = "<figure>\n<picture>\(narrow)<img alt=\"\(Self.shown(words))\" src=\"\(drawing)\"></picture>\n"
        html += "<figcaption><b>Figure \(PageNumbers.figure).</b> \(Self.shown(title))"
        if let csv = output.csv, let data = folder?.read(csv) {
            let address = "data:text/csv;base64,\(Data(data).base64EncodedString())"
            html += " · <a download=\"\(HTML.escape(name)).csv\" href=\"\(address)\">data</a>"
        }
        return html + "</figcaption>\n</figure>\n"
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
