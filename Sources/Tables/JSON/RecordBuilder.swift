/// Makes a table of records that are read one after the other.
struct RecordBuilder {
    private var columns: [String] = []
    private var places: [String: Int] = [:]
    private var texts: [[String?]] = []
    private var kinds: [DataTable.Kind?] = []
    private var lines: [Int] = []

    mutating func read(_ scanner: inout JSONScanner) throws(TableError) {
        guard scanner.next() == .object else {
            throw scanner.fault(scanner.found(), expected: "a record, such as {\"clip\": \"a\"}")
        }
        lines.append(scanner.line)
        try checkSize(scanner)
        let row = lines.count - 1
        try scanner.object { scanner, name throws(TableError) in
            let value = try value(&scanner, of: name)
            let column = places[name] ?? add(name)
            try checkSize(scanner)
            guard texts[column].count <= row else {
                throw scanner.fault("the name \(TableError.quoted(name)) twice in a record", expected: "each name once")
            }
            texts[column] += Array(repeating: nil, count: row - texts[column].count)
            texts[column].append(value?.text)
            guard let kind = value?.kind else { return }
            if let other = kinds[column], other != kind {
                throw scanner.fault(
                    "\(kind) in column \(TableError.quoted(name))", expected: "\(other), as in the records before it")
            }
            kinds[column] = kind
        }
    }

    /// Records that share no names would be a table of their square, all of it empty.
    private func checkSize(_ scanner: JSONScanner) throws(TableError) {
        guard columns.count.multipliedReportingOverflow(by: lines.count).partialValue <= 1000 + 4 * scanner.count else {
            throw scanner.fault(
                "\(columns.count) names in \(lines.count) records", expected: "records that have most of their names in common")
        }
    }

    private func value(
        _ scanner: inout JSONScanner, of name: String
    ) throws(TableError) -> (text: String, kind: DataTable.Kind)? {
        switch scanner.next() {
        case .number: return (try scanner.number(), .numbers)
        case .string: return (try scanner.string(), .words)
        case .truth, .null: return try scanner.truth().map { ($0 ? "true" : "false", .truths) }
        default:
            throw scanner.fault(
                "\(scanner.found()) in column \(TableError.quoted(name))", expected: "a number, a text, true, false or null")
        }
    }

    private mutating func add(_ name: String) -> Int {
        places[name] = columns.count
        columns.append(name)
        texts.append([])
        kinds.append(nil)
        return columns.count - 1
    }

    func table(_ path: String) -> DataTable {
        let whole = texts.map { $0 + Array(repeating: nil, count: lines.count - $0.count) }
        return DataTable(columns, whole, kinds.map { $0 ?? .words }, count: lines.count, path: path, lines: lines)
    }
}
