import Terminal

/// The colours of a line that is being typed.
package enum LineColours {
    /// Bytes of an entry beyond which it stays plain: it is read anew at each key.
    static let limit = 1 << 14

    /// The coloured parts of a line.
    ///
    /// - Parameters:
    ///   - earlier: the lines of the entry before it, of which a text or a comment may be open.
    ///   - takesCode: whether a `:command` is followed by Swift; nil for a word that is none.
    package static func parts(of line: String, after earlier: String, takesCode: (String) -> Bool?) -> [SwiftPaint.Part] {
        guard earlier.utf8.count + line.utf8.count <= limit else { return [] }
        if earlier.isEmpty, line.hasPrefix(":") { return command(line, takesCode) }
        let base = earlier.utf8.count
        return SwiftPaint.parts(earlier + line).compactMap { part in
            guard part.range.upperBound > base else { return nil }
            return SwiftPaint.Part(max(0, part.range.lowerBound - base)..<part.range.upperBound - base, part.colour)
        }
    }

    private static func command(_ line: String, _ takesCode: (String) -> Bool?) -> [SwiftPaint.Part] {
        let word = line.dropFirst().prefix { !$0.isWhitespace }
        guard let takesCode = takesCode(String(word)) else { return [] }
        let end = 1 + word.utf8.count
        let code = takesCode ? SwiftPaint.parts(String(line.utf8.dropFirst(end)) ?? "") : []
        return [SwiftPaint.Part(0..<end, "1")]
            + code.map { SwiftPaint.Part($0.range.lowerBound + end..<$0.range.upperBound + end, $0.colour) }
    }
}
