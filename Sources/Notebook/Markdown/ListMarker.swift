/// The bullet or number that opens an item of a list.
struct ListMarker {
    /// Nil for a bullet.
    let number: Int?
    /// `-`, `*`, `+`, `.` or `)`.
    let delimiter: Character
    /// Columns from the line's start to the item's content.
    let width: Int
    private let isEmpty: Bool

    init?(_ line: String) {
        let indent = line.prefix { $0 == " " }.count
        guard indent <= 3 else { return nil }
        let rest = line.dropFirst(indent)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 9, let delimiter = rest.dropFirst(digits.count).first,
            (digits.isEmpty ? "-*+" : ".)").contains(delimiter)
        else { return nil }
        let content = rest.dropFirst(digits.count + 1)
        let spaces = content.prefix { $0 == " " }.count
        guard spaces > 0 || content.isEmpty else { return nil }
        number = digits.isEmpty ? nil : Int(digits)
        self.delimiter = delimiter
        isEmpty = content.dropFirst(spaces).isEmpty
        width = indent + digits.count + 1 + (isEmpty || spaces > 4 ? 1 : spaces)
    }

    /// Only a list that begins with something, and with 1, may follow a paragraph without a blank line.
    var mayInterrupt: Bool { !isEmpty && (number ?? 1) == 1 }

    /// True when the item belongs to the list that `first` opened.
    func continues(_ first: ListMarker) -> Bool {
        delimiter == first.delimiter && (number == nil) == (first.number == nil)
    }
}
