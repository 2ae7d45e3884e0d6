import Files
import Foundation

extension DataTable {
    /// Reads a JSON file of an array of records, `[{"clip": "a", "level": -3.5}, …]`: a column for each name, in the order in which they
    /// appear. A name that a record has not, and `null`, are missing values.
    ///
    ///     let clips = try DataTable(json: "clips.json")
    ///
    /// - Throws: ``TableError`` with the line for what is no JSON, a record that holds an array or an object, a name that stands twice in one
    ///   record, and a column of different kinds: numbers, words, truths.
    public init(json path: String) throws(TableError) {
        self = try JSONText.reading(path) { scanner throws(TableError) in
            var builder = RecordBuilder()
            guard scanner.next() == .array else { throw scanner.fault(scanner.found(), expected: "an array of records") }
            try scanner.array { scanner, _ throws(TableError) in try builder.read(&scanner) }
            return builder.table(scanner.path)
        }
    }

    /// See `init(json:)`.
    public init(json url: URL) throws(TableError) { try self.init(json: url.path) }

    /// Reads a file of JSON lines: a record a line, `{"clip": "a", "level": -3.5}`; empty lines are passed over.
    ///
    ///     let steps = try DataTable(jsonLines: "steps.jsonl")
    ///
    /// - Throws: as ``init(json:)-(String)``.
    public init(jsonLines path: String) throws(TableError) {
        self = try JSONText.reading(path) { scanner throws(TableError) in
            var builder = RecordBuilder()
            var last = 0
            while scanner.next() != .end {
                guard scanner.line > last else { throw scanner.fault(scanner.found(), expected: "one record a line") }
                try builder.read(&scanner)
                last = scanner.line
            }
            return builder.table(scanner.path)
        }
    }

    /// See `init(jsonLines:)`.
    public init(jsonLines url: URL) throws(TableError) { try self.init(jsonLines: url.path) }

    /// Writes the table as an array of records into a JSON file, whole or not at all: numbers with the digits they have, a missing value as `null`.
    ///
    ///     try DataTable(["x": .numbers([1, nil])]).write(json: "x.json")
    ///
    /// - Throws: ``TableError`` where the system refuses, and for NaN and infinities, which JSON does not have.
    public func write(json path: String) throws(TableError) {
        let records = try records(path)
        let text = "[" + records.map { "\n  \($0)" }.joined(separator: ",") + (records.isEmpty ? "]\n" : "\n]\n")
        try TableError.trying { () throws(FileError) in try AtomicFile.write(text.utf8, to: path) }
    }

    /// See `write(json:)`.
    public func write(json url: URL) throws(TableError) { try write(json: url.path) }

    /// Writes the table as JSON lines, a record a line, whole or not at all.
    ///
    /// - Throws: as ``write(json:)-(String)``.
    public func write(jsonLines path: String) throws(TableError) {
        let text = try records(path).map { $0 + "\n" }.joined()
        try TableError.trying { () throws(FileError) in try AtomicFile.write(text.utf8, to: path) }
    }

    /// See `write(jsonLines:)`.
    public func write(jsonLines url: URL) throws(TableError) { try write(jsonLines: url.path) }

    /// Each row as an object.
    private func records(_ path: String) throws(TableError) -> [String] {
        let names = columns.map(JSONText.quoted)
        var records: [String] = []
        records.reserveCapacity(count)
        for row in 0..<count {
            var members: [String] = []
            for (column, name) in names.enumerated() {
                var value = "null"
                if let text = texts[column][row] {
                    switch kinds[column] {
                    case .words: value = JSONText.quoted(text)
                    case .truths: value = text
                    case .numbers:
                        if text.isEmpty { break }
                        guard let number = JSONText.number(text) else {
                            throw TableError(
                                "cannot write \(path), \(place(row)), column \(TableError.quoted(columns[column]))", found: text,
                                expected: "a finite number, for JSON has no others", remedy: "Write a CSV file, or replace it.")
                        }
                        value = number
                    }
                }
                members.append("\(name): \(value)")
            }
            records.append("{" + members.joined(separator: ", ") + "}")
        }
        return records
    }
}
