import Files
import Foundation

/// The text files data sets come with: lines, and comma-separated tables.
enum ListFile {
    /// The largest list there is, AudioSet's of two million segments, has 100 MB.
    private static let byteLimit = 1 << 28

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

    /// The text of a list, which is UTF-8 without NUL: a repaired or shortened name would be looked for in vain, or found wrongly.
    static func text(_ path: String, what: String) throws(DatasetError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path, what: what) }
        let bytes: [UInt8]
        do throws(FileError) { bytes = try RegularFile.contents(path, limit: byteLimit) } catch { throw DatasetError(error) }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            var bad = Offenders()
            for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
            where line.contains(0) || String(validating: line, as: UTF8.self) == nil { bad.add("line \(index + 1)") }
            throw .malformed(path: path, expected: "UTF-8 text without NUL", offenders: bad.list, count: bad.count)
        }
        return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// A table with a header row, as dictionaries by column name; RFC 4180 quotes are taken off.
    static func table(_ path: String, what: String, columns: [String]) throws(DatasetError) -> [(
        line: Int, row: [String: String]
    )] {
        var rows: [(line: Int, fields: [String])] = []
        try CSVRecords.each(of: Array(try text(path, what: what).utf8), trims: true) { fault in
            DatasetError.malformed(
                path: path, expected: "each quote closed, and a separator behind it",
                offenders: ["line \(fault.line): \(fault.found)"], count: 1)
        } _: { record throws(DatasetError) in
            rows.append((record.line, record.fields.map(\.text)))
        }
        guard let header = rows.first, columns.allSatisfy({ name in header.fields.count { $0 == name } == 1 }) else {
            throw .malformed(
                path: path, expected: "a header row with the columns \(columns.joined(separator: ",")), each once",
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

    /// Refuses what a list names twice: a set holds each item once.
    static func checkUnique(_ names: [String], _ path: String) throws(DatasetError) {
        var seen = Set<String>()
        var twice = Offenders()
        for name in names where !seen.insert(name).inserted { twice.add(String(name.prefix(80))) }
        try twice.throwMalformed(path, expected: "each name once")
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
