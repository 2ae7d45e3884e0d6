/// Reads `.bib` files: entries with their fields, `@string`s filled in and LaTeX's accents as letters.
struct BibTeX {
    /// One entry, its fields by their names in lower case.
    struct Entry: Equatable {
        let kind: String
        let key: String
        let fields: [String: String]
        /// The line that it begins on, from 1.
        let line: Int
    }

    private(set) var entries: [Entry] = []
    /// What could not be read, with its line.
    private(set) var issues: [(line: Int, message: String)] = []

    private let bytes: [UInt8]
    private var index = 0
    private var strings: [String: String] = BibTeX.months

    private static let months = Dictionary(
        uniqueKeysWithValues: zip(
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                "December",
            ]))

    init(_ text: String) {
        bytes = Array(text.utf8)
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
            index = start + 1
            readEntry(from: start)
        }
    }

    private func line(of place: Int) -> Int { 1 + bytes[..<min(place, bytes.count)].count { $0 == 10 } }

    private mutating func readEntry(from start: Int) {
        let kind = word().lowercased()
        if kind == "comment" { return }
        skipBlanks()
        guard let open = take("{") ? UInt8(ascii: "}") : take("(") ? UInt8(ascii: ")") : nil, !kind.isEmpty else { return }
        if kind == "preamble" { return skip(to: open) }
        if kind == "string" {
            if let (name, value) = field() { strings[name] = value }
            return skip(to: open)
        }
        skipBlanks()
        let key = String(decoding: read { $0 != UInt8(ascii: ",") && $0 != open && $0 != 10 }, as: UTF8.self).trimmed
        guard !key.isEmpty, take(",") || peek == open else {
            issues.append((line(of: start), "the entry has no key"))
            return
        }
        var fields: [String: String] = [:]
        while true {
            skipBlanks()
            if peek == open || peek == nil { break }
            guard let (name, value) = field() else {
                issues.append((line(of: index), "a field of `\(key)` is not `name = {value}`"))
                return skip(to: open)
            }
            // The first goes before those that repeat it, as in BibTeX.
            if fields[name] == nil { fields[name] = value }
            skipBlanks()
            if !take(",") { break }
        }
        skipBlanks()
        if peek != open { issues.append((line(of: start), "the entry `\(key)` is never closed")) } else { index += 1 }
        entries.append(Entry(kind: kind, key: key, fields: fields, line: line(of: start)))
    }

    /// `name = {value} # string`.
    private mutating func field() -> (name: String, value: String)? {
        skipBlanks()
        let name = word().lowercased()
        skipBlanks()
        guard !name.isEmpty, take("=") else { return nil }
        var value = ""
        repeat {
            skipBlanks()
            if take("{") {
                guard let part = braced(closing: UInt8(ascii: "}")) else { return nil }
                value += part
            } else if take("\"") {
                guard let part = braced(closing: UInt8(ascii: "\"")) else { return nil }
                value += part
            } else {
                let part = word()
                if part.isEmpty { return nil }
                value += strings[part.lowercased()] ?? part
            }
            skipBlanks()
        } while take("#")
        return (name, LaTeXText.plain(value))
    }

    /// What stands up to the end of a value; braces within it are balanced.
    private mutating func braced(closing end: UInt8) -> String? {
        var depth = 0
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                index = min(index + 2, bytes.count)
                continue
            }
            if depth == 0, byte == end {
                index += 1
                return String(decoding: bytes[start..<index - 1], as: UTF8.self)
            }
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if depth < 0 { return nil }
            index += 1
        }
        return nil
    }

    private mutating func skip(to end: UInt8) {
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "{") { depth += 1 }
            if depth == 0, byte == end { return }
            if byte == UInt8(ascii: "}") { depth -= 1 }
        }
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func read(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, holds(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }

    private mutating func word() -> String {
        let ends = Set(" \t\r\n{}()=,\"#%@'".utf8)
        return String(decoding: read { !ends.contains($0) }, as: UTF8.self)
    }

    private mutating func skipBlanks() { _ = read { [9, 10, 13, 32].contains($0) } }
}
