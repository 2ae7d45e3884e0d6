import Notebook

/// A version of an open notebook: its parts, and where in it the lines of each cell lie.
struct NotebookText: Sendable {
    let uri: String
    let version: Int
    let reading: DocumentReading
    let cells: [Cell]

    init(uri: String, version: Int, text: String) {
        (self.uri, self.version) = (uri, version)
        reading = DocumentReading(text)
        cells = reading.cells
    }

    var lines: [String] { reading.lines }

    /// A line; empty beyond the last.
    func line(_ number: Int) -> String { lines.indices.contains(number) ? lines[number] : "" }

    /// The cell on whose code a place lies, and where in the code.
    func place(_ position: Position) -> CellPosition? {
        guard let index = cells.firstIndex(where: { Self.codeLines($0).contains(position.line) }) else { return nil }
        let shift = indent(ofLine: position.line, in: cells[index])
        return CellPosition(
            cell: index, line: position.line - cells[index].firstLine + 1, column: max(0, position.column - shift))
    }

    /// The place in the notebook of one in a cell.
    func position(_ place: CellPosition) -> Position {
        let cell = cells[place.cell]
        let line = place.line + cell.firstLine - 1
        return Position(line: line, column: place.column + indent(ofLine: line, in: cell))
    }

    /// A range of a cell, cut off at the ends of its code.
    func span(cell: Int, from start: (line: Int, column: Int), to end: (line: Int, column: Int)) -> Span {
        Span(
            position(CellPosition(cell: cell, line: start.line, column: start.column)),
            position(CellPosition(cell: cell, line: end.line, column: end.column)))
    }

    /// The lines of a cell's code, from 0.
    static func codeLines(_ cell: Cell) -> Range<Int> { cell.blockLines.lowerBound + 1..<cell.blockLines.upperBound - 1 }

    /// What a cell is called from one version to the next: by its id, if its author gave it one, and else by its place.
    func name(ofCell index: Int) -> String { cells[index].isNamed ? cells[index].id : " \(index)" }

    /// The blanks before a line that are the fence's and not the code's.
    private func indent(ofLine line: Int, in cell: Cell) -> Int {
        func blanks(_ line: Int) -> Int { self.line(line).utf8.prefix { $0 == UInt8(ascii: " ") }.count }
        return min(blanks(cell.fenceLine - 1), blanks(line))
    }
}

/// A place in the code of a cell: its line from 0, and the column in UTF-16.
struct CellPosition: Hashable, Sendable {
    var cell: Int
    var line: Int
    var column: Int
}
