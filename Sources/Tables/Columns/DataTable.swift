import Files
import Work

/// A table of named columns of numbers, words or truths, as CSV and JSON files hold them.
///
///     let table = DataTable(["clip": .words(["a", "b", "c"]), "level": .numbers([-3, -12.5, nil])])
///     try table.words("clip")                             // ["a", "b", "c"]
///     try table.numbers("level", missing: -60)            // [-3.0, -12.5, -60.0]
///     table.count                                         // 3
///
/// What stood in a file is kept as it was written until a column is asked for as something: nothing is lost on the way from file to file.
public struct DataTable: Hashable, Sendable {
    /// A column of values; nil for one that is missing.
    public enum Column: Hashable, Sendable {
        /// Numbers.
        case numbers([Double?])
        /// Words.
        case words([String?])
        /// True or false.
        case truths([Bool?])
    }

    /// What the values of a column are.
    enum Kind: Hashable, Sendable { case numbers, words, truths }

    /// The names of the columns, in their order.
    public let columns: [String]
    /// How many rows.
    public let count: Int
    /// By column, row by row; nil where a value is missing.
    let texts: [[String?]]
    let kinds: [Kind]
    /// The file that the rows are of, and the line of each; nil for a table that was made.
    let path: String?
    let lines: [Int]

    /// A table of columns in their order. Columns of different lengths, and two of one name, end the cell.
    public init(_ columns: KeyValuePairs<String, Column>) {
        let texts = columns.map { $0.value.texts }
        let count = texts.first?.count ?? 0
        for (index, column) in columns.enumerated() {
            Failing.unless(
                texts[index].count == count,
                "DataTable: found \(texts[index].count) values in column \"\(column.key)\", expected \(count), as in column \"\(columns[0].key)\""
            )
            Failing.unless(
                columns[..<index].allSatisfy { $0.key != column.key },
                "DataTable: found two columns \"\(column.key)\", expected each name once")
        }
        self.init(columns.map(\.key), texts, columns.map { $0.value.kind }, count: count, path: nil, lines: [])
    }

    init(_ columns: [String], _ texts: [[String?]], _ kinds: [Kind], count: Int, path: String?, lines: [Int]) {
        (self.columns, self.texts, self.kinds, self.count) = (columns, texts, kinds, count)
        (self.path, self.lines) = (path, lines)
    }

    /// Tables are equal whose columns have the same names, kinds and values, whatever file they are of.
    public static func == (first: DataTable, second: DataTable) -> Bool {
        first.columns == second.columns && first.kinds == second.kinds && first.count == second.count
            && first.texts == second.texts
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(columns)
        hasher.combine(texts)
    }

    /// Where a row stands, as errors say it.
    func place(_ row: Int) -> String {
        path.map { row < lines.count ? "\($0), line \(lines[row])" : $0 } ?? "row \(row)"
    }

    /// The index of a column.
    func index(_ name: String) throws(TableError) -> Int {
        if let index = columns.firstIndex(of: name) { return index }
        let near = nearest(to: name, among: columns)
        throw TableError(
            path ?? "table", found: "no column \(TableError.quoted(name))",
            expected: near.map { "\"\($0.shortened(to: 60))\", perhaps" }
                ?? "one of " + columns.prefix(10).map(TableError.quoted).joined(separator: ", ")
                + (columns.count > 10 ? ", …" : ""), remedy: otherSeparator)
    }

    /// What to say of a table whose only column looks like several; nil of others.
    package var otherSeparator: String? {
        guard columns.count == 1, let mark = columns[0].first(where: { [";", "\t", "|", ","].contains($0) }) else { return nil }
        return
            "It looks as if \(mark == "\t" ? "a tab" : "\"\(mark)\"") stands between its fields: separator: \"\(mark == "\t" ? "\\t" : "\(mark)")\"."
    }
}

extension DataTable.Column {
    /// As texts, of which a reader makes the same values.
    var texts: [String?] {
        switch self {
        case .numbers(let values): values.map { $0.map(CSVText.number) }
        case .words(let values): values
        case .truths(let values): values.map { $0.map { $0 ? "true" : "false" } }
        }
    }

    var kind: DataTable.Kind {
        switch self {
        case .numbers: .numbers
        case .words: .words
        case .truths: .truths
        }
    }
}

extension DataTable: CustomStringConvertible {
    /// `DataTable scores.csv, 120 × 3: clip, level, fold`.
    public var description: String {
        let names = columns.prefix(10).map { $0.shortened(to: 40) }.joined(separator: ", ") + (columns.count > 10 ? ", …" : "")
        let file = path?.split(separator: "/").last.map { $0.shortened(to: 60) + ", " } ?? ""
        return "DataTable \(file)\(count) × \(columns.count): \(names)"
    }
}
