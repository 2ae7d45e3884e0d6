import Notebook

/// A text as its editor has it, changed piece by piece.
struct EditedText: Sendable {
    private var units: [UInt16]

    init(_ text: String) { units = Array(text.utf16) }

    var text: String { String(decoding: units, as: UTF16.self) }

    /// Makes one change of `textDocument/didChange`: of a range, or of all.
    ///
    /// - Throws: ``RemoteError`` where it is none.
    mutating func apply(_ change: JSON) throws(RemoteError) {
        guard let new = change["text"]?.text else {
            throw RemoteError(.invalidParams, "found a change without a text")
        }
        guard let range = change["range"], range != .null else {
            units = Array(new.utf16)
            return
        }
        guard let span = Span(range), span.start <= span.end else {
            throw RemoteError(.invalidParams, "found a change whose range is none: \(range.compact.prefix(100))")
        }
        let starts = lineStarts
        units.replaceSubrange(offset(of: span.start, starts)..<offset(of: span.end, starts), with: Array(new.utf16))
    }

    private static let feed = UInt16(UInt8(ascii: "\n")), carriage = UInt16(UInt8(ascii: "\r"))

    /// A line ends in `\n`, `\r\n` or `\r`, here as in the protocol.
    private var lineStarts: [Int] {
        var starts = [0]
        for (index, unit) in units.enumerated() {
            let isEnd =
                unit == Self.feed || unit == Self.carriage && (index + 1 == units.count || units[index + 1] != Self.feed)
            if isEnd { starts.append(index + 1) }
        }
        return starts
    }

    /// What lies beyond a line is its end, and what lies beyond the text is the text's.
    private func offset(of place: Position, _ starts: [Int]) -> Int {
        guard place.line < starts.count else { return units.count }
        var end = place.line + 1 < starts.count ? starts[place.line + 1] : units.count
        while end > starts[place.line], units[end - 1] == Self.feed || units[end - 1] == Self.carriage { end -= 1 }
        return min(starts[place.line] + place.column, end)
    }
}
