import Foundation
import Notebook

/// A piece of code that a run of a notebook compiles: a cell, one of a file that it includes, or a value within prose.
struct CodePart: Sendable {
    enum Kind: Sendable {
        case cell(Cell)
        case phrase(Phrase)
    }

    let kind: Kind
    let source: String
    /// What it is called from one version of the notebook to the next: by its id, if its author gave it one, and else by its place.
    let name: String
    /// The file that it stands in, where that is another than the notebook.
    let file: String?
    /// The line of the notebook, from 0, that it stands on, or that includes it.
    let line: Int
    /// The line of its file, from 0, of the code's first line.
    let firstLine: Int
    /// The column, in UTF-16, at which each line of the code begins in its file; empty where nobody knows.
    let columns: [Int]

    /// Whether it is code of the notebook itself that a cursor can stand in.
    var isOwn: Bool { file == nil && !columns.isEmpty }

    /// The lines of the notebook that are its code, from 0.
    var lines: Range<Int> { firstLine..<firstLine + columns.count }

    /// The cell, where it is one.
    var cell: Cell? { if case .cell(let cell) = kind { cell } else { nil } }

    init(_ cell: Cell, name: String, of reading: DocumentReading) {
        (kind, source, self.name) = (.cell(cell), cell.source, name)
        file = cell.origin?.path
        line = cell.includingLine ?? cell.fenceLine - 1
        firstLine = cell.firstLine - 1
        let lines = cell.origin.map { reading.lines(ofIncluded: $0.path) } ?? reading.lines
        func blanks(_ line: Int) -> Int {
            lines.indices.contains(line) ? lines[line].utf8.prefix { $0 == UInt8(ascii: " ") }.count : 0
        }
        // The blanks before a line that are the fence's and not the code's; a file of Swift alone has none.
        let count = cell.source.utf8.count { $0 == UInt8(ascii: "\n") }, first = firstLine
        let indent = cell.fenceLine > 0 ? blanks(cell.fenceLine - 1) : 0
        columns = (first..<first + count).map { min(indent, blanks($0)) }
    }

    /// - Parameter number: how many such values stand before it on its line.
    init(_ phrase: Phrase, name: String, number: Int, of reading: DocumentReading) {
        (kind, source, self.name, file) = (.phrase(phrase), phrase.expression, name, nil)
        (line, firstLine) = (phrase.line - 1, phrase.line - 1)
        let text = reading.lines.indices.contains(line) ? reading.lines[line] : ""
        let places = text.ranges(of: "`" + phrase.written)
        columns =
            places.indices.contains(number)
            ? [text[..<places[number].lowerBound].utf16.count + 1 + Phrase.markLength] : []
    }

    /// A line of the code.
    func codeLine(_ number: Int) -> String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number) ? String(lines[number]) : ""
    }
}

extension CodePart {
    /// All parts of a notebook, in the order in which a run comes to them.
    static func all(of reading: DocumentReading) -> [CodePart] {
        let phrases = Dictionary(grouping: reading.document.phrases) { reading.document.cell(before: $0) ?? -1 }
        var parts: [CodePart] = []
        var seen: [String: Int] = [:]
        func add(after index: Int) {
            for phrase in phrases[index] ?? [] {
                let key = "\(phrase.line) \(phrase.expression)"
                parts.append(CodePart(phrase, name: " phrase \(key) \(seen[key] ?? 0)", number: seen[key] ?? 0, of: reading))
                seen[key, default: 0] += 1
            }
        }
        add(after: -1)
        for (index, cell) in reading.cells.enumerated() {
            parts.append(CodePart(cell, name: cell.isNamed ? cell.id : " \(index)", of: reading))
            add(after: index)
        }
        return parts
    }
}
