import Notebook

/// A place as editors count: a line from 0, and in it a column in UTF-16 code units.
struct Position: Hashable, Comparable, Sendable {
    var line: Int
    var column: Int

    static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }

    var json: JSON { ["line": .int(line), "character": .int(column)] }

    init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    init?(_ json: JSON?) {
        guard let line = json?["line"]?.int, let column = json?["character"]?.int, line >= 0, column >= 0 else { return nil }
        (self.line, self.column) = (line, column)
    }
}

/// What lies between two places, the second one not in it.
struct Span: Hashable, Sendable {
    var start: Position
    var end: Position

    var json: JSON { ["start": start.json, "end": end.json] }

    init(_ start: Position, _ end: Position) { (self.start, self.end) = (start, end) }

    /// A part of a line.
    init(line: Int, _ columns: Range<Int>) {
        start = Position(line: line, column: columns.lowerBound)
        end = Position(line: line, column: columns.upperBound)
    }

    init?(_ json: JSON?) {
        guard let start = Position(json?["start"]), let end = Position(json?["end"]) else { return nil }
        (self.start, self.end) = (start, end)
    }

    func contains(_ place: Position) -> Bool { start <= place && place <= end }
}
