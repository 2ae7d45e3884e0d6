import Files

/// Makes a table of the records of a file.
struct TableBuilder {
    let path: String
    let missing: Set<String>
    private(set) var columns: [String]?
    private var texts: [[String?]] = []
    private var lines: [Int] = []
    /// The line of the names; 0 where there are none.
    private var nameLine = 0
    /// What each column may still be.
    private var areNumbers: [Bool] = []

    init(path: String, missing: Set<String>) { (self.path, self.missing) = (path, missing) }

    func error(_ fault: CSVRecords.Fault) -> TableError {
        TableError("\(path), line \(fault.line)", found: fault.found, expected: "fields as RFC 4180 quotes them")
    }

    /// Takes the names of the columns from the first record.
    mutating func name(_ record: CSVRecords.Record, hasHeader: Bool) throws(TableError) {
        let names = hasHeader ? record.fields.map(\.text) : record.fields.indices.map(String.init)
        var seen: Set<String> = []
        for name in names {
            guard !name.isEmpty, seen.insert(name).inserted else {
                throw TableError(
                    "\(path), line \(record.line)",
                    found: name.isEmpty ? "a column without a name" : "two columns \(TableError.quoted(name))",
                    expected: "a name for each column, once",
                    remedy: name.isEmpty && names.count > 1 && names.dropFirst().allSatisfy { !$0.isEmpty }
                        ? "Name it in the file (an index, as pandas writes it, is left out by to_csv(index=False))."
                        : "Where the first line names no columns: hasHeader: false.")
            }
        }
        columns = names
        if hasHeader { nameLine = record.line }
        texts = names.map { _ in [] }
        areNumbers = names.map { _ in true }
    }

    /// Takes a row.
    mutating func append(_ record: CSVRecords.Record, separator: Character) throws(TableError) {
        guard record.fields.count == texts.count else {
            let one = record.fields.count == 1 && texts.count > 1 || texts.count == 1
            throw TableError(
                "\(path), line \(record.line)", found: "\(record.fields.count) field\(record.fields.count == 1 ? "" : "s")",
                expected: "\(texts.count), as in line \(nameLine == 0 ? lines.first ?? 1 : nameLine)",
                remedy: one
                    ? "The separator is \(TableError.quoted(String(separator))): another one is said with separator:."
                    : "A field that holds the separator stands in quotes.")
        }
        for (column, field) in record.fields.enumerated() {
            if !field.isQuoted, missing.contains(field.text) {
                texts[column].append(nil)
                continue
            }
            texts[column].append(field.text)
            if areNumbers[column], case .refused = NumberText.read(field.text), !field.text.isEmpty { areNumbers[column] = false }
        }
        lines.append(record.line)
    }

    /// The table of what was taken.
    func table() throws(TableError) -> DataTable {
        guard let columns else {
            throw TableError(path, found: "no line", expected: "a table", remedy: "Name a file that holds one.")
        }
        let kinds = columns.indices.map { column in
            areNumbers[column] && texts[column].contains { $0?.isEmpty == false } ? DataTable.Kind.numbers : .words
        }
        return DataTable(columns, texts, kinds, count: lines.count, path: path, lines: lines)
    }
}
