/// How a value stands in a line of a CSV file: one place for all that write one.
package enum CSVText {
    /// A field, in quotes where it would be read as another: it holds a separator, a quote or the end of a line, or a space at an end.
    package static func field(_ text: String, separator: Character = ",") -> String {
        let isPlain = text.first != " " && text.last != " " && !text.contains { $0 == separator || $0 == "\"" || $0.isNewline }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The shortest number that reads back the same, a whole one without ".0".
    package static func number(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15, !(value == 0 && value.sign == .minus) { return String(Int(value)) }
        return value.description
    }
}
