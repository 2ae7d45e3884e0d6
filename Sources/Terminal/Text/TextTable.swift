/// Rows under headings as aligned text.
public enum TextTable {
    /// - Parameter isNumber: which columns stand to the right.
    public static func text(_ headings: [String], _ rows: [[String]], isNumber: (Int) -> Bool) -> String {
        let all = [headings] + rows
        let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        func line(_ row: [String]) -> String {
            let cells = row.indices.map { column -> String in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber(column) ? space + row[column] : row[column] + space
            }
            let text = cells.joined(separator: "  ")
            return String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
        return ([line(headings), rule] + rows.map(line)).joined(separator: "\n") + "\n"
    }
}
