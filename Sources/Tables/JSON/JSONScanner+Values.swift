/// Values that hold no others.
extension JSONScanner {
    /// Reads `true`, `false` or `null`, the last as nil.
    mutating func truth() throws(TableError) -> Bool? {
        for (word, value) in [("true", true), ("false", false), ("null", nil)] as [(String, Bool?)]
        where bytes[at...].starts(with: word.utf8) {
            at += word.utf8.count
            return value
        }
        throw fault("no JSON", expected: "true, false or null")
    }

    /// Reads a number, as it is written.
    mutating func number() throws(TableError) -> String {
        let start = at
        func isDigit() -> Bool { at < bytes.count && bytes[at] >= 0x30 && bytes[at] <= 0x39 }
        func digits() -> Int {
            let first = at
            while isDigit() { at += 1 }
            return at - first
        }
        func takes(_ letters: String) -> Bool {
            guard at < bytes.count, letters.utf8.contains(bytes[at]) else { return false }
            at += 1
            return true
        }
        _ = takes("-")
        let leading = at
        let whole = digits()
        var isGood = whole > 0 && (whole == 1 || bytes[leading] != UInt8(ascii: "0"))
        if takes(".") { isGood = digits() > 0 && isGood }
        if takes("eE") {
            _ = takes("+-")
            isGood = digits() > 0 && isGood
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard isGood else { throw fault(TableError.quoted(text), expected: "a number as JSON writes it") }
        return text
    }

    /// Reads a text, its escapes resolved.
    mutating func string() throws(TableError) -> String {
        at += 1
        var (text, first) = ("", at)
        while true {
            guard at < bytes.count, bytes[at] >= 0x20 else {
                throw fault(
                    at < bytes.count ? "a control character" : "the end of the file", expected: "the quote that closes a text")
            }
            guard bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            text += String(decoding: bytes[first..<at], as: UTF8.self)
            at += 1
            if bytes[at - 1] == UInt8(ascii: "\"") { return text }
            text.unicodeScalars.append(try escaped())
            first = at
        }
    }

    /// The scalar behind a backslash.
    private mutating func escaped() throws(TableError) -> Unicode.Scalar {
        guard at < bytes.count else { throw fault("the end of the file", expected: "the quote that closes a text") }
        let letter = bytes[at]
        at += 1
        let plain: [UInt8: Unicode.Scalar] = [
            0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r", 0x74: "\t",
        ]
        if let scalar = plain[letter] { return scalar }
        if letter == UInt8(ascii: "u"), let first = unit() {
            if let scalar = Unicode.Scalar(first) { return scalar }
            if first < 0xdc00, bytes[at...].starts(with: [0x5c, 0x75]) {
                at += 2
                if let second = unit(), second >= 0xdc00, second < 0xe000 {
                    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))!
                }
            }
        }
        throw fault("a backslash before what is no escape", expected: "one of JSON's escapes, such as \\n or \\u00e9")
    }

    /// Four hexadecimal digits.
    private mutating func unit() -> UInt32? {
        guard at + 4 <= bytes.count else { return nil }
        let digits = bytes[at..<at + 4].compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 4 else { return nil }
        at += 4
        return digits.reduce(0) { $0 << 4 | UInt32($1) }
    }
}
