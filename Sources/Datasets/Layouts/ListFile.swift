import Foundation

/// The text files data sets come with: lines, and comma-separated tables.
enum ListFile {
    /// The lines that are not empty, with their numbers from 1; CRLF and a byte-order mark are taken off.
    static func lines(_ path: String, what: String) throws(DatasetError) -> [(number: Int, text: String)] {
        var lines: [(Int, String)] = []
        // Splitting by scalars: Swift takes CR LF for one character, and some lists mix line ends.
        for (index, line) in try text(path, what: what).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let trimmed = String(line).trimmingCharacters(in: .whitespacesAndNewlines)
            if !trimmed.isEmpty { lines.append((index + 1, trimmed)) }
        }
        return lines
    }

    static func text(_ path: String, what: String) throws(DatasetError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path, what: what) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .readFailed(path: path, reason: "no permission, or a folder")
        }
        let text = String(decoding: data, as: UTF8.self)
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// A table with a header row, as dictionaries by column name; RFC 4180 quotes are taken off.
    static func table(_ path: String, what: String, columns: [String]) throws(DatasetError) -> [(
        line: Int, row: [String: String]
    )] {
        let rows = records(try text(path, what: what))
        guard let header = rows.first, columns.allSatisfy(header.fields.contains) else {
            throw .malformed(
                path: path, expected: "a header row with the columns \(columns.joined(separator: ","))",
                offenders: ["line 1: \(rows.first?.fields.joined(separator: ",").prefix(80) ?? "nothing")"], count: 1)
        }
        let bad = rows.dropFirst().filter { $0.fields.count != header.fields.count }
        guard bad.isEmpty else {
            throw .malformed(
                path: path, expected: "\(header.fields.count) columns",
                offenders: DatasetError.few(bad.map { "line \($0.line)" }), count: bad.count)
        }
        return rows.dropFirst().map { ($0.line, Dictionary(zip(header.fields, $0.fields)) { first, _ in first }) }
    }

    /// The records of a comma-separated text; quoted fields may hold commas, line ends and doubled quotes.
    static func records(_ text: String) -> [(line: Int, fields: [String])] {
        var result: [(Int, [String])] = []
        var (fields, field): ([String], String.UnicodeScalarView) = ([], .init())
        var (line, start, quoted, wasQuoted) = (1, 1, false, false)
        var scalars = Array(text.unicodeScalars)
        if scalars.last != "\n" { scalars.append("\n") }
        var at = 0
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar == "\n" { line += 1 }
            if quoted {
                if scalar == "\"" {
                    if at + 1 < scalars.count, scalars[at + 1] == "\"" {
                        field.append("\"")
                        at += 1
                    } else {
                        quoted = false
                    }
                } else {
                    field.append(scalar)
                }
            } else if scalar == "\"", String(field).allSatisfy(\.isWhitespace) {
                // A quote after the comma's space opens a field too.
                field = .init()
                (quoted, wasQuoted) = (true, true)
            } else if scalar == "," || scalar == "\n" {
                fields.append(wasQuoted ? String(field) : String(field).trimmingCharacters(in: .whitespacesAndNewlines))
                (field, wasQuoted) = (.init(), false)
                if scalar == "\n" {
                    if fields.count > 1 || !fields[0].isEmpty { result.append((start, fields)) }
                    fields = []
                    start = line
                }
            } else if scalar != "\r" || !wasQuoted {
                field.append(scalar)
            }
            at += 1
        }
        return result
    }

    /// The first of some places below `root` that exists.
    static func place(_ root: String, _ candidates: [String]) -> String? {
        candidates.map { $0.isEmpty ? root : "\(root)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// As ``place(_:_:)``, or an error that names the first candidate.
    static func folder(_ root: String, _ candidates: [String], what: String) throws(DatasetError) -> String {
        guard let found = place(root, candidates) else { throw .missing(path: "\(root)/\(candidates[0])", what: what) }
        return found
    }
}

/// Lines of a list that go wrong, gathered so that one error can show the first five.
struct Offenders {
    private(set) var list: [String] = []
    private(set) var count = 0

    mutating func add(_ text: String) {
        if list.count < 5 { list.append(text) }
        count += 1
    }

    func throwMalformed(_ path: String, expected: String) throws(DatasetError) {
        if count > 0 { throw .malformed(path: path, expected: expected, offenders: list, count: count) }
    }

    func throwUnmatched(_ path: String, _ what: String) throws(DatasetError) {
        if count > 0 { throw .unmatched(path: path, what: what, offenders: list, count: count) }
    }
}
