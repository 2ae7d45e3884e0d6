/// Names in a line, by columns in UTF-16.
enum Words {
    /// The name that begins at a column, or the one sign that stands there; empty at the line's end.
    static func columns(in line: String, at column: Int) -> Range<Int> {
        let units = Array(line.utf16)
        guard column < units.count else { return units.count..<units.count }
        var end = column
        while end < units.count, isPart(units[end]) { end += 1 }
        return column..<max(end, column + 1)
    }

    /// The name in or directly before a column.
    static func name(in line: String, around column: Int) -> (text: String, columns: Range<Int>)? {
        let units = Array(line.utf16)
        var start = min(column, units.count), end = start
        while start > 0, isPart(units[start - 1]) { start -= 1 }
        while end < units.count, isPart(units[end]) { end += 1 }
        return start < end ? (String(decoding: units[start..<end], as: UTF16.self), start..<end) : nil
    }

    /// The column in UTF-16 of a byte of a line.
    static func column(in line: String, atByte byte: Int) -> Int {
        String(decoding: line.utf8.prefix(max(0, byte)), as: UTF8.self).utf16.count
    }

    /// The column in UTF-16 of a character of a line, from 1.
    static func column(in line: String, atCharacter character: Int) -> Int { line.prefix(max(0, character - 1)).utf16.count }

    /// The line up to a column.
    static func prefix(of line: String, upTo column: Int) -> String {
        String(decoding: Array(line.utf16).prefix(column), as: UTF16.self)
    }

    private static func isPart(_ unit: UInt16) -> Bool {
        guard let scalar = Unicode.Scalar(unit) else { return true }  // half of a character beyond the first plane
        return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || unit >= 0x300 && unit < 0x370
    }
}
