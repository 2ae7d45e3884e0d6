/// Which cell a piece of source is.
public struct CellIdentity: Hashable, Sendable {
    public var id: String
    public var file: String
    /// The line of the file on which the cell's first line stands, counted from 1.
    public var firstLine: Int

    public init(id: String, file: String, firstLine: Int = 1) {
        self.id = id
        self.file = file
        self.firstLine = firstLine
    }
}

/// A place in a cell.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    public var cell: CellIdentity
    /// Line within the cell, counted from 1.
    public var line: Int
    /// Column in characters, counted from 1.
    public var column: Int

    public init(cell: CellIdentity, line: Int, column: Int) {
        self.cell = cell
        self.line = line
        self.column = column
    }

    /// Line within the file, counted from 1.
    public var fileLine: Int { cell.firstLine + line - 1 }

    /// `file:line:column (cell id)`.
    public var description: String { "\(cell.file):\(fileLine):\(column) (cell \(cell.id))" }
}
