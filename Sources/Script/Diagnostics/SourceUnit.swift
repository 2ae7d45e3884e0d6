/// The source of one cell, kept as long as code made from it can fail.
final class SourceUnit: @unchecked Sendable {
    let cell: CellIdentity
    let bytes: [UInt8]
    private let lineStarts: [Int]

    init(_ source: String, _ cell: CellIdentity) {
        self.cell = cell
        bytes = Array(source.utf8)
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == 10 { starts.append(index + 1) }
        lineStarts = starts
    }

    func place(_ offset: Int) -> Place {
        let offset = min(max(offset, 0), bytes.count)
        let line = lineStarts.lastIndex { $0 <= offset } ?? 0
        let column = String(decoding: bytes[lineStarts[line]..<offset], as: UTF8.self).count
        return Place(cell: cell, line: line + 1, column: column + 1)
    }

    /// Longer lines are shown in part, or a terminal would break them and the caret would point nowhere.
    private static let shownColumns = 100

    /// The line of an offset with a caret beneath it.
    func caret(_ offset: Int) -> String {
        let place = place(offset)
        let start = lineStarts[place.line - 1]
        let end = place.line < lineStarts.count ? lineStarts[place.line] - 1 : bytes.count
        var text = String(decoding: bytes[start..<end], as: UTF8.self)
        var column = place.column
        if text.count > Self.shownColumns {
            let first = max(0, min(column - Self.shownColumns / 2, text.count - Self.shownColumns))
            let part = text.dropFirst(first).prefix(Self.shownColumns)
            column -= first - (first > 0 ? 1 : 0)
            text = (first > 0 ? "…" : "") + part + (first + part.count < text.count ? "…" : "")
        }
        let indent = text.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
        let number = String(place.fileLine)
        return "\(number) | \(text)\n\(String(repeating: " ", count: number.count)) | \(indent)^"
    }

    func diagnostic(
        _ message: String, at offset: Int, severity: Diagnostic.Severity = .error, remedy: String? = nil
    ) -> Diagnostic {
        Diagnostic(severity: severity, message: message, place: place(offset), caret: caret(offset), remedy: remedy)
    }
}

/// A place in source that running code remembers.
struct Site {
    let unit: SourceUnit
    let offset: Int

    var place: Place { unit.place(offset) }
    var caret: String { unit.caret(offset) }
}
