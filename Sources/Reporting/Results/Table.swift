import Files
import Tables
import Work

/// Rows of text under headings; shown aligned, in a report as HTML, on disk as CSV.
public struct Table: Showable, CustomStringConvertible, Hashable, Sendable {
    /// What it is about.
    public let title: String
    /// The headings.
    public let columns: [String]
    /// As many cells in each as there are headings.
    public let rows: [[String]]

    /// A table; a row that has not as many cells as there are columns ends the cell.
    public init(_ title: String, columns: [String], rows: [[String]]) {
        if let wrong = rows.firstIndex(where: { $0.count != columns.count }) {
            Failing.with("table \"\(title)\": row \(wrong + 1) has \(rows[wrong].count) cells, expected \(columns.count)")
        }
        self.title = title
        self.columns = columns
        self.rows = rows
    }

    /// `Table "Accuracy", 6 × 3`: rows and columns.
    public var description: String { "Table \"\(title)\", \(rows.count) × \(columns.count)" }

    /// Aligned text, HTML and CSV.
    public func representations() -> [Representation] {
        [.text(text), .html(html), .csv(csv, name: Slug.of(title, otherwise: "table"))]
    }

    /// Columns aligned; those of numbers to the right.
    private var text: String {
        let all = [columns] + rows
        let isNumeric = numericColumns
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        func line(_ row: [String]) -> String {
            let cells = row.indices.map { column -> String in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumeric[column] ? space + row[column] : row[column] + space
            }
            let text = cells.joined(separator: "  ")
            return String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
        return ([title, rule, line(columns), rule] + rows.map(line)).joined(separator: "\n")
    }

    private var html: String {
        let isNumeric = numericColumns
        func row(_ cells: [String], _ tag: String) -> String {
            let parts = cells.indices.map { column in
                let style = isNumeric[column] ? " style=\"text-align:right\"" : ""
                return "<\(tag)\(style)>\(Self.escaped(cells[column]))</\(tag)>"
            }
            return "<tr>\(parts.joined())</tr>"
        }
        return "<table><caption>\(Self.escaped(title))</caption><thead>\(row(columns, "th"))</thead><tbody>"
            + rows.map { row($0, "td") }.joined() + "</tbody></table>"
    }

    private var csv: String {
        ([columns] + rows).map { row in
            row.map { CSVText.field($0) }.joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }

    /// By column; looked at once, for a table may be long.
    private var numericColumns: [Bool] { columns.indices.map(isNumeric) }

    /// Whether every filled cell of a column begins with a number that stands alone: `69.0`, `−1.2 ± 0.4`, `52 %`.
    private func isNumeric(_ column: Int) -> Bool {
        let filled = rows.map { $0[column] }.filter { !$0.isEmpty && $0 != "–" }
        return !filled.isEmpty
            && filled.allSatisfy { cell in
                let first = cell.split(separator: " ").first.map(String.init) ?? ""
                let rest = cell.dropFirst(first.count).trimmingPrefix(" ")
                let isNumber = Double(first.replacing("−", with: "-").replacing("%", with: "")) != nil
                return isNumber && (rest.isEmpty || "±(%–".contains(rest.first!))
            }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

/// A table with a title, headings and rows of text; the last line of a cell shows it.
///
///     table("Accuracy", columns: ["network", "easy"], rows: [["MC2", "83.2"], ["MC3", "85.0"]])
public func table(_ title: String, columns: [String], rows: [[String]]) -> Table { Table(title, columns: columns, rows: rows) }

/// All rows of a table that was read or made, under a title.
///
///     let scores = DataTable(["clip": .words(["a", "b"]), "score": .numbers([83.5, 71])])
///     table("Scores", scores)
/// - Parameter missing: what stands for a value that is missing.
public func table(_ title: String, _ data: DataTable, missing: String = "–") -> Table {
    Table(title, columns: data.columns, rows: (0..<data.count).map { data.texts(ofRow: $0).map { $0 ?? missing } })
}

extension DataTable: Showable {
    /// Its first rows as a table.
    public func representations() -> [Representation] {
        let most = 20
        let title =
            description.prefix { $0 != ":" }.dropFirst("DataTable ".count) + (count > most ? ", the first \(most) rows" : "")
        return table(String(title), prefix(most)).representations()
    }
}
