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

    /// The line of an offset with a caret beneath it.
    func caret(_ offset: Int) -> String {
        let place = place(offset)
        let start = lineStarts[place.line - 1]
        let end = place.line < lineStarts.count ? lineStarts[place.line] - 1 : bytes.count
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let indent = text.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
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
