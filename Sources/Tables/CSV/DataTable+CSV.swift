import Files
import Foundation
import Work

extension DataTable {
    /// Reads a CSV file by RFC 4180: quoted fields, line ends within them, LF or CR LF, with or without a byte-order mark.
    ///
    /// A column all of whose values are numbers beyond doubt is one of numbers, any other one of words; either is kept as it is written, so
    /// that `007` stays `007`, and is read as something when it is asked for: ``numbers(_:missing:)``, ``words(_:missing:)``,
    /// ``tensor(_:missing:)-([String]?,_)``. Empty lines are passed over.
    ///
    ///     let scores = try DataTable(csv: "scores.csv")
    ///     let table = try DataTable(csv: "scores.tsv", separator: "\t", missing: ["", "NA"])
    ///
    /// - Parameters:
    ///   - path: of a file of UTF-8.
    ///   - separator: what stands between fields: `,`, `;`, a tab or another character of ASCII.
    ///   - hasHeader: whether the first line names the columns; otherwise they are called `0`, `1`, ….
    ///   - missing: what stands in a field, not quoted, for a value that is missing.
    ///   - trimsSpaces: takes spaces off the ends of fields that are not quoted; without it they are part of a word.
    /// - Throws: ``TableError`` with the line for a row that has more or fewer fields than there are columns, a quote that nothing closes,
    ///   a column without a name or of another's; and what the system says of a file that cannot be read.
    public init(
        csv path: String, separator: Character = ",", hasHeader: Bool = true, missing: Set<String> = [""],
        trimsSpaces: Bool = false
    ) throws(TableError) {
        let byte = try DataTable.byte(separator, path)
        let bytes = try TableError.text(PathText.expanded(path))
        var builder = TableBuilder(path: PathText.expanded(path), missing: missing)
        try CSVRecords.each(of: bytes, separator: byte, trims: trimsSpaces, orFault: builder.error) { record throws(TableError) in
            if builder.columns == nil {
                try builder.name(record, hasHeader: hasHeader)
                if hasHeader { return }
            }
            try builder.append(record, separator: separator)
        }
        self = try builder.table()
    }

    /// See `init(csv:separator:hasHeader:missing:trimsSpaces:)`.
    public init(
        csv url: URL, separator: Character = ",", hasHeader: Bool = true, missing: Set<String> = [""], trimsSpaces: Bool = false
    ) throws(TableError) {
        try self.init(csv: url.path, separator: separator, hasHeader: hasHeader, missing: missing, trimsSpaces: trimsSpaces)
    }

    /// Writes a CSV file, whole or not at all: a line of names, fields quoted where they must be, LF at the ends, a missing value as an empty
    /// field. Reading it gives the same names and values again.
    ///
    ///     try DataTable(["x": .numbers([1, 2.5])]).write(csv: "x.csv")
    ///
    /// - Throws: ``TableError`` where the system refuses, and for a missing value in a table of one column, which would be no line.
    public func write(csv path: String, separator: Character = ",") throws(TableError) {
        _ = try DataTable.byte(separator, path)
        if texts.count == 1, let row = texts[0].firstIndex(of: nil) {
            throw TableError(
                "cannot write \(path), \(place(row))", found: "nothing in the only column",
                expected: "a value, for an empty line is no row",
                remedy: "Leave the row out, or set the column with what stands for it.")
        }
        var text =
            columns.map { DataTable.field($0, separator) }.joined(separator: String(separator)) + (columns.isEmpty ? "" : "\n")
        for row in 0..<count {
            var isFirst = true
            for column in texts {
                if !isFirst { text.append(separator) }
                isFirst = false
                if let value = column[row] { text += DataTable.field(value, separator) }
            }
            text += "\n"
        }
        try TableError.trying { () throws(FileError) in try AtomicFile.write(text.utf8, to: path) }
    }

    /// See `write(csv:separator:)`.
    public func write(csv url: URL, separator: Character = ",") throws(TableError) {
        try write(csv: url.path, separator: separator)
    }

    /// A field of which a reader makes the same word: an empty one is quoted, since without quotes it is missing.
    private static func field(_ text: String, _ separator: Character) -> String {
        text.isEmpty ? "\"\"" : CSVText.field(text, separator: separator)
    }

    private static func byte(_ separator: Character, _ path: String) throws(TableError) -> UInt8 {
        guard let byte = separator.asciiValue, separator != "\"", !separator.isNewline, byte != 0 else {
            throw TableError(
                path, found: "the separator \(TableError.quoted(String(separator)))",
                expected: "a character of ASCII that is no quote and no end of a line")
        }
        return byte
    }
}
