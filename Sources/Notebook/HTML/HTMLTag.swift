/// A tag as it stands in a text: `<td colspan="2">`, `</b>`, `<br/>`.
struct HTMLTag {
    /// Lower case.
    let name: String
    let isClosing: Bool
    /// Names in lower case, values with their entities as they were written; a bare name has "".
    let attributes: [(name: String, value: String)]

    /// The tag that begins at an index of a text, which holds a `<` there, and the index after it; nil where there is none.
    ///
    /// It stops at the first `<` or at a quote that nothing ends: a text full of beginnings is still read about once.
    static func read(_ text: ArraySlice<UInt8>, at start: Int) -> (tag: HTMLTag, end: Int)? {
        var index = start + 1
        func byte() -> UInt8? { index < text.endIndex ? text[index] : nil }
        func isBlank(_ byte: UInt8) -> Bool { [9, 10, 12, 13, 32].contains(byte) }
        func word(_ allowed: (UInt8) -> Bool) -> String {
            let from = index
            while let next = byte(), allowed(next) { index += 1 }
            return String(decoding: text[from..<index], as: UTF8.self)
        }
        func skipBlanks() { while let next = byte(), isBlank(next) { index += 1 } }

        let isClosing = byte() == UInt8(ascii: "/")
        if isClosing { index += 1 }
        let name = word { ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) }.lowercased()
        guard let first = name.utf8.first, first >= 97 else { return nil }
        var attributes: [(String, String)] = []
        while true {
            skipBlanks()
            guard let next = byte() else { return nil }
            if next == UInt8(ascii: ">") { return (HTMLTag(name: name, isClosing: isClosing, attributes: attributes), index + 1) }
            if next == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let key = word { !isBlank($0) && !"\"'<>/=".utf8.contains($0) && $0 > 32 }.lowercased()
            guard !key.isEmpty, attributes.count < 64 else { return nil }
            skipBlanks()
            guard byte() == UInt8(ascii: "=") else {
                attributes.append((key, ""))
                continue
            }
            index += 1
            skipBlanks()
            guard let quote = byte() else { return nil }
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                index += 1
                let value = word { $0 != quote }
                guard byte() == quote else { return nil }
                index += 1
                attributes.append((key, value))
            } else {
                let value = word { !isBlank($0) && !"\"'<>=`".utf8.contains($0) }
                guard !value.isEmpty else { return nil }
                attributes.append((key, value))
            }
        }
    }
}
