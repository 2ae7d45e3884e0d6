import Files

/// A table that is written as CSV: RFC 4180 quoting, LF line ends, a header row.
///
/// ```swift
/// var table = CSVTable(["x", "loss, train"])
/// table.append([.number(1), .number(0.5)])
/// print(table.text)    // x,"loss, train"⏎1,0.5⏎
/// ```
package struct CSVTable {
    package enum Field {
        case text(String)
        case number(Double?)
    }

    private(set) package var text = ""

    package init(_ header: [String]) {
        append(header.map { .text($0) })
    }

    /// Numbers are written shortest that reads back the same, whole ones without ".0"; nil is an empty field.
    package mutating func append(_ fields: [Field]) {
        var isFirst = true
        for field in fields {
            if !isFirst { text += "," }
            isFirst = false
            switch field {
            case .text(let value): text += CSVText.field(value)
            case .number(let value?): text += CSVText.number(value)
            case .number(nil): break
            }
        }
        text += "\n"
    }
}
