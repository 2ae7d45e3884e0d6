import Files
import Foundation
import Notebook

/// A version of an open notebook: its parts, and where in it the lines of each piece of code lie.
struct NotebookText: Sendable {
    let uri: String
    let version: Int
    let reading: DocumentReading
    /// All that a run compiles, in its order.
    let parts: [CodePart]

    /// A notebook is written by hand, and what it includes is, too.
    static let byteLimit = 1 << 26

    init(uri: String, version: Int, text: String) {
        (self.uri, self.version) = (uri, version)
        reading = DocumentReading(text, path: Self.path(of: uri)) { try RegularFile.contents($0, limit: Self.byteLimit) }
        parts = CodePart.all(of: reading)
    }

    /// Where it lies; its address where it lies nowhere yet.
    static func path(of uri: String) -> String { URL(string: uri).flatMap { $0.isFileURL ? $0.path : nil } ?? uri }

    var path: String { Self.path(of: uri) }

    var lines: [String] { reading.lines }

    /// A line; empty beyond the last.
    func line(_ number: Int) -> String { lines.indices.contains(number) ? lines[number] : "" }

    /// The notebook's own cells, each with its place among the parts.
    var cells: [(part: Int, cell: Cell)] {
        parts.indices.compactMap { part in parts[part].file == nil ? parts[part].cell.map { (part, $0) } : nil }
    }

    /// The code on which a place lies, and where in the code.
    func place(_ position: Position) -> CodePosition? {
        let index = parts.firstIndex { part in
            guard part.isOwn, part.lines.contains(position.line) else { return false }
            if part.cell != nil { return true }
            // The value within prose has other things beside it.
            let start = part.columns[0]
            return (start...start + part.source.utf16.count).contains(position.column)
        }
        guard let index else { return nil }
        let line = position.line - parts[index].firstLine
        return CodePosition(part: index, line: line, column: max(0, position.column - parts[index].columns[line]))
    }

    /// The place in its file of one in the code; nil where nobody knows.
    func position(_ place: CodePosition) -> Position? {
        let part = parts[place.part]
        if part.columns.isEmpty { return nil }
        // Behind the last line's end stands the fence.
        let shift = part.columns.indices.contains(place.line) ? part.columns[place.line] : 0
        return Position(line: place.line + part.firstLine, column: place.column + shift)
    }

    /// A range of the code as one of its file.
    func span(part: Int, from start: (line: Int, column: Int), to end: (line: Int, column: Int)) -> Span? {
        guard let first = position(CodePosition(part: part, line: start.line, column: start.column)),
            let last = position(CodePosition(part: part, line: end.line, column: end.column))
        else { return nil }
        return Span(first, last)
    }

    /// The address of the file that a part stands in.
    func uri(ofPart part: Int) -> String { parts[part].file.map { URL(fileURLWithPath: $0).absoluteString } ?? uri }
}

/// A place in a piece of code: its line from 0, and the column in UTF-16.
struct CodePosition: Hashable, Sendable {
    var part: Int
    var line: Int
    var column: Int
}
