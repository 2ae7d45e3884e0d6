/// A value within prose: `` `swift accuracy` `` stands for what `accuracy` is where it stands.
public struct Phrase: Sendable, Equatable {
    /// What it is the value of.
    public let expression: String
    /// The line that it stands on, from 1.
    public let line: Int
    /// How many cells and expected outputs stand before it.
    public let part: Int

    /// What code within a line begins with to be one.
    static let mark = "swift "

    /// What stands behind code that begins so and is no value.
    static let shown = "{.noeval}"

    /// How the file has it, but for its backticks.
    var source: String { Self.mark + expression }
}

extension Document {
    /// The values within prose, in the order of the text; those of footnotes come last.
    public var phrases: [Phrase] {
        guard text.contains("`" + Phrase.mark) else { return [] }
        var places: [Int: String.Index] = [:]
        let parts = proseParts, lines = proseLines
        return MarkdownRenderer(hasPhrases: true).page(parts).phrases.map { part, expression in
            let phrase = Phrase(expression: expression, line: 0, part: part)
            let text = parts[part]
            guard let found = text.range(of: phrase.source, from: places[part]) else {
                return Phrase(expression: expression, line: lines[part], part: part)
            }
            places[part] = found.upperBound
            let line = text.utf8[..<found.lowerBound].count { $0 == UInt8(ascii: "\n") } + lines[part]
            return Phrase(expression: expression, line: line, part: part)
        }
    }

    /// The cell that each value within prose follows: the nearest before it that is not left out; nil for one before them all.
    package func cell(before phrase: Phrase) -> Int? {
        var number = -1, found: Int?
        for block in blocks.filter({ if case .prose = $0 { false } else { true } }).prefix(phrase.part) {
            guard case .cell(let cell) = block else { continue }
            number += 1
            if !cell.attributes.isSkipped { found = number }
        }
        return found
    }

    /// All that the outcome of each cell hangs on by name: its condition, its code, and the values within the prose that follows it.
    public var readings: [String] {
        let phrases = Dictionary(grouping: phrases) { cell(before: $0) ?? -1 }
        return cells.enumerated().map { index, cell in
            cell.reading + (phrases[index] ?? []).map { "_ = (\($0.expression))\n" }.joined()
        }
    }

    /// The line that each of ``proseParts`` begins on.
    var proseLines: [Int] {
        var lines = [1]
        for block in blocks {
            if case .prose(let prose) = block { lines[lines.count - 1] = prose.firstLine } else { lines.append(1) }
        }
        return lines
    }
}

extension String {
    /// Where a text is, from a place on.
    func range(of words: String, from start: Index?) -> Range<Index>? {
        self[(start ?? startIndex)...].firstRange(of: words)
    }
}
