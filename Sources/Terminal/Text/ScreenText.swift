import CWidth
import Foundation

/// How much room text takes on a terminal's screen.
package enum ScreenText {
    /// Columns of a sign: 0 for one that stands on the one before, 2 for a wide one, nil for one that moves the cursor.
    package static func columns(of scalar: Unicode.Scalar) -> Int? {
        if (0x20..<0x7F).contains(scalar.value) { return 1 }
        let width = wcwidth(wchar_t(scalar.value))
        return width < 0 ? nil : Int(width)
    }

    /// Lines of the screen that a text fills, long ones being wrapped; no more are counted than matter. Choices of colours take no room.
    package static func rows(of text: String, columns: Int, upTo limit: Int) -> Int {
        var (rows, column) = (0, 0)
        var isEscape = false
        var isOpen = false
        for scalar in text.unicodeScalars {
            if rows >= limit { return rows }
            if isEscape {
                if scalar == "m" { isEscape = false }
                continue
            }
            switch scalar {
            case "\n":
                rows += 1
                (column, isOpen) = (0, false)
                continue
            case "\u{1B}": isEscape = true
            case "\r": column = 0
            case "\t": column = min(columns, (column / 8 + 1) * 8)
            default:
                let width = self.columns(of: scalar) ?? 1
                if column + width > columns {
                    rows += 1
                    column = 0
                }
                column += width
            }
            isOpen = true
        }
        return rows + (isOpen ? 1 : 0)
    }
}
