import Terminal

/// A line as readline has drawn it, in colours: the same signs in the same places, over what is there.
package enum PaintedLine {
    /// What paints it; nil where it is to be left alone: it has signs that readline draws in its own way, or does not fit the screen.
    ///
    /// - Parameters:
    ///   - point: the byte at which the cursor stands.
    ///   - prompt: columns that the prompt takes on the first row.
    package static func sequence(
        of line: String, point: Int, prompt: Int, parts: [SwiftPaint.Part], on size: TerminalSize
    ) -> String? {
        guard size.columns > prompt + 8 else { return nil }
        var text = ""
        var (row, column) = (0, prompt)
        var cursorRow: Int?
        var (place, next, current) = (0, 0, "")
        func nextRow() {
            row += 1
            column = 0
            text += "\r\u{1B}[1B"
        }
        for scalar in line.unicodeScalars {
            // A wide sign that has no room at the end of a row stands on the next, and the cursor before it.
            var width = 0
            if scalar == "\t" {
                width = 8 - column % 8
                // readline breaks the blanks of a tab in two.
                if column + width >= size.columns { return nil }
            } else if scalar != "\n" {
                guard let known = ScreenText.columns(of: scalar) else { return nil }
                width = known
                if column + width > size.columns { nextRow() }
            }
            if place == point { cursorRow = row }
            while next < parts.count, parts[next].range.upperBound <= place { next += 1 }
            let colour = next < parts.count && parts[next].range.contains(place) ? parts[next].colour : ""
            if colour != current, scalar != "\n" {
                text += colour.isEmpty ? "\u{1B}[0m" : "\u{1B}[0;\(colour)m"
                current = colour
            }
            place += scalar.utf8.count
            switch scalar {
            case "\n": nextRow()
            case "\t":
                text += String(repeating: " ", count: width)
                column += width
            default:
                text.unicodeScalars.append(scalar)
                column += width
                // A full row is followed by the next at once, as readline has it.
                if column >= size.columns { nextRow() }
            }
        }
        if place == point { cursorRow = row }
        guard let cursorRow, row < size.rows else { return nil }
        let up = cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : ""
        // From the prompt's end to the line's, and the cursor back to where readline has it.
        return "\u{1B}7\(up)\r\u{1B}[\(prompt)C\(text)\u{1B}[0m\u{1B}8"
    }
}
