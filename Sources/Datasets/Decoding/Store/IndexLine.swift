import Files

/// A line of a store's index that says what became of a file: its text, and a check of it as the last word.
///
/// A line that lost its end, or in which a key, a number or a reason is another's, speaks of nothing.
package enum IndexLine {
    /// The line of a text.
    package static func checked(_ text: String) -> String { "\(text) \(check(Array(text.utf8)))" }

    /// The text of a line that is as it was written; nil for others.
    static func text(_ line: some BidirectionalCollection<UInt8>) -> String? {
        guard let space = line.lastIndex(of: UInt8(ascii: " ")) else { return nil }
        let text = Array(line[..<space])
        return check(text).utf8.elementsEqual(line[line.index(after: space)...]) ? String(decoding: text, as: UTF8.self) : nil
    }

    private static func check(_ text: [UInt8]) -> Substring { Digest.of(text).prefix(12) }
}
