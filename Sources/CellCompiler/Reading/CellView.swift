/// A cell as an editor's service reads it: behind lines that bring it what earlier cells declared, and with nothing put in that only a run
/// needs. Places are a line from 0, and in it a column in UTF-16, as editors count.
package struct CellView: Sendable, Equatable {
    /// All that the service reads.
    package let text: String
    /// The lines before the cell's own.
    package let headerLines: Int
    /// What was put into the cell's lines: at which column, and how long.
    private let insertions: [Int: [Insertion]]

    private struct Insertion: Sendable, Equatable {
        let column: Int
        let length: Int
    }

    init(header: [String], _ rewriting: CellRewriting, of cell: CellText) {
        text = (header + [rewriting.text]).joined(separator: "\n") + "\n"
        headerLines = header.reduce(0) { $0 + 1 + $1.utf8.count { $0 == UInt8(ascii: "\n") } }
        var insertions: [Int: [Insertion]] = [:]
        for (line, pieces) in rewriting.insertedColumns {
            let own = Array(cell.line(cell.firstLine + line - 1).utf8)
            insertions[line - 1] = pieces.map { piece in
                let before = String(decoding: own.prefix(piece.column - 1), as: UTF8.self)
                return Insertion(column: before.utf16.count, length: piece.length)
            }
        }
        self.insertions = insertions
    }

    /// The place in the text of one in the cell.
    package func place(line: Int, column: Int) -> (line: Int, column: Int) {
        let before = (insertions[line] ?? []).filter { $0.column <= column }.reduce(0) { $0 + $1.length }
        return (line + headerLines, column + before)
    }

    /// The place in the cell of one in the text; nil before the cell.
    package func origin(line: Int, column: Int) -> (line: Int, column: Int)? {
        let own = line - headerLines
        guard own >= 0 else { return nil }
        var result = column
        for insertion in insertions[own] ?? [] where insertion.column < result {
            result = max(insertion.column, result - insertion.length)
        }
        return (own, result)
    }

    /// Whether a place in the text lies within what was put in, and is nobody's.
    package func isPutIn(line: Int, column: Int) -> Bool {
        guard let (own, origin) = origin(line: line, column: column) else { return true }
        return place(line: own, column: origin).column != column
    }
}
