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
            case .text(let value): text += Self.quoted(value)
            case .number(let value?): text += Self.written(value)
            case .number(nil): break
            }
        }
        text += "\n"
    }

    static func written(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return value.description
    }

    static func quoted(_ value: String) -> String {
        guard value.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) || value.first == " " || value.last == " "
        else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
