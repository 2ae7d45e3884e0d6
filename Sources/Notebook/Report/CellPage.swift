/// A cell on the page: its code, what it printed, its figures beside their numbers, its checks.
struct CellPage {
    let cell: Cell
    let number: Int
    let record: CellRecord?
    let folder: OutputFolder?
    let checks: [CheckRecord]

    var html: String {
        let status = record?.status ?? .notRun
        var html = "<section class=\"cell \(status.rawValue)\" id=\"cell-\(cell.id)\">\n"
        let code = "<pre class=\"code\"><code>\(SwiftColours.html(cell.source.trimmingNewlines))</code></pre>\n"
        if cell.attributes.hidesInput {
            html += "<details class=\"input\"><summary>\(head(status))</summary>\(code)</details>\n"
        } else {
            html += "<p class=\"head\">\(head(status))</p>\n\(code)"
        }
        if cell.attributes.hidesOutput, record?.outputs.isEmpty == false {
            html += "<details><summary>Output</summary>\(outputs)</details>\n"
        } else {
            html += outputs
        }
        if let error = record?.error { html += "<pre class=\"error\">\(HTML.escape(error.text))</pre>\n" }
        for check in checks {
            html +=
                "<p class=\"check \(check.passed ? "held" : "broken")\">\(check.passed ? "✓" : "✗") \(HTML.escape(check.message))</p>\n"
        }
        return html + "</section>\n"
    }

    private func head(_ status: CellRecord.Status) -> String {
        let note = record?.note.map { " (\(HTML.escape($0)))" } ?? ""
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
                return "<div class=\"shown\">\(String(decoding: bytes, as: UTF8.self))</div>\n"
            }
            guard let text = output.text, !text.isEmpty else { return "" }
            return "<pre class=\"out\">\(HTML.escape(text.strippingEscapes.trimmingNewlines))</pre>\n"
        }.joined()
    }

    private func figure(_ output: OutputRecord, _ path: String, _ bytes: [UInt8]) -> String {
        let name = String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "figure")
        var html =
            "<figure>\n<img alt=\"\(HTML.escape(output.text ?? name))\" src=\"data:image/png;base64,\(Base64.encode(bytes))\">\n"
        html += "<figcaption>\(HTML.escape(name))"
        if let csv = output.csv, let data = folder?.read(csv) {
            html += " · <a download=\"\(HTML.escape(name)).csv\" href=\"data:text/csv;base64,\(Base64.encode(data))\">data</a>"
        }
        return html + "</figcaption>\n</figure>\n"
    }
}

extension String {
    var trimmingNewlines: String {
        var text = self[...]
        while text.last == "\n" || text.last == "\r\n" { text.removeLast() }
        return String(text)
    }

    /// The text without the escape sequences a terminal would act on.
    var strippingEscapes: String {
        guard utf8.contains(0x1B) else { return self }
        var result = ""
        var scalars = unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\u{1B}" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            guard scalars.first == "[" else { continue }
            scalars.removeFirst()
            while let next = scalars.popFirst(), !("@"..."~").contains(next) {}
        }
        return result
    }
}
