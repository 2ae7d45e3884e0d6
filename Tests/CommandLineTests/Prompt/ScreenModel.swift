import Foundation

/// What a terminal shows after some bytes: signs, their colours and the cursor, as far as readline and the prompt use a terminal.
struct ScreenModel {
    struct Cell: Equatable {
        var sign: String
        /// The numbers that chose its colour; empty for none.
        var colour: String
    }

    private static let blank = Cell(sign: " ", colour: "")
    let columns: Int
    private(set) var cells: [[Cell]]
    private(set) var row = 0
    private(set) var column = 0
    private var colour = ""
    private var saved = (row: 0, column: 0, colour: "")
    /// The last column is full: the next sign begins a row.
    private var isFull = false
    private var inserts = false

    init(_ bytes: [UInt8], columns: Int, rows: Int) {
        self.columns = columns
        cells = Array(repeating: Array(repeating: Self.blank, count: columns), count: rows)
        var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": (column, isFull) = (0, false)
            case "\n": feed()
            case "\u{8}": (column, isFull) = (max(0, column - 1), false)
            case "\u{7}": break
            case "\u{1B}": escape(&rest)
            default: put(scalar)
            }
        }
    }

    /// The rows without what is blank at their ends.
    var lines: [String] {
        cells.map { row in
            var text = row.map(\.sign).joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    var text: String { lines.joined(separator: "\n") }

    /// The last row that holds something, and its number.
    var lastLine: (number: Int, text: String) {
        let lines = lines
        let number = lines.lastIndex { !$0.isEmpty } ?? 0
        return (number, lines[number])
    }

    /// The signs of a row that have a colour.
    func signs(in row: Int, colour: String) -> String {
        cells[row].filter { $0.colour == colour && $0.sign != " " }.map(\.sign).joined()
    }

    private mutating func feed() {
        isFull = false
        if row + 1 < cells.count {
            row += 1
        } else {
            cells = Array(cells.dropFirst()) + [Array(repeating: Self.blank, count: columns)]
        }
    }

    /// Columns of the signs that the tests use.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300..<0x370: 0
        case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xFF01..<0xFF61, 0x1F300..<0x1FB00: 2
        default: 1
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Self.width(of: scalar)
        if width == 0 {
            if column > 0 { cells[row][column - 1].sign.unicodeScalars.append(scalar) }
            return
        }
        if isFull || column + width > columns {
            column = 0
            feed()
        }
        if inserts {
            cells[row].insert(contentsOf: Array(repeating: Self.blank, count: width), at: column)
            cells[row].removeLast(width)
        }
        cells[row][column] = Cell(sign: String(scalar), colour: colour)
        if width == 2 { cells[row][column + 1] = Cell(sign: "", colour: colour) }
        column += width
        if column == columns {
            column -= 1
            isFull = true
        }
    }

    private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
        guard let kind = rest.popFirst() else { return }
        switch kind {
        case "7": saved = (row, column, colour)
        case "8": (row, column, colour, isFull) = (saved.row, saved.column, saved.colour, false)
        case "[":
            var body = ""
            while let scalar = rest.popFirst() {
                if (0x40...0x7E).contains(scalar.value) { return control(scalar, body) }
                body.unicodeScalars.append(scalar)
            }
        default: break
        }
    }

    private mutating func control(_ scalar: Unicode.Scalar, _ body: String) {
        let count = max(1, Int(body) ?? 1)
        func fill(_ row: Int, _ range: Range<Int>) { for place in range { cells[row][place] = Self.blank } }
        switch scalar {
        case "A": (row, isFull) = (max(0, row - count), false)
        case "B": (row, isFull) = (min(cells.count - 1, row + count), false)
        case "C": (column, isFull) = (min(columns - 1, column + count), false)
        case "D": (column, isFull) = (max(0, column - count), false)
        case "G": (column, isFull) = (min(columns, count) - 1, false)
        case "H": (row, column, isFull) = (0, 0, false)
        case "K": fill(row, body == "1" ? 0..<column + 1 : column..<columns)
        case "J":
            fill(row, column..<columns)
            for below in row + 1..<max(row + 1, cells.count) { fill(below, 0..<columns) }
        case "P":
            cells[row].removeSubrange(column..<min(columns, column + count))
            while cells[row].count < columns { cells[row].append(Self.blank) }
        case "@":
            cells[row].insert(contentsOf: Array(repeating: Self.blank, count: count), at: column)
            cells[row].removeLast(count)
        case "h", "l": if body == "4" { inserts = scalar == "h" }
        case "m":
            let numbers = body.split(separator: ";").filter { $0 != "0" }
            colour = numbers.joined(separator: ";")
        default: break
        }
    }
}
