/// A notebook as the cells of Jupyter's: each block with what of its text no cell shows, so that the text can be made again.
struct IpynbLayout {
    /// What a file's lines were that a cell of Jupyter's does not show. Nil where it is what is written unless said otherwise.
    struct Wrapping: Equatable {
        /// Blank lines before.
        var before = "\n"
        /// The opening line, without its end; empty for prose.
        var open = ""
        /// The closing line, without its end.
        var close = ""
    }

    /// An expected output, which is no cell of Jupyter's: it goes with the one before it.
    struct Expected: Equatable {
        var wrapping = Wrapping()
        var text = ""
    }

    enum Kind: Equatable { case prose, code }

    struct Item {
        var kind: Kind
        var wrapping: Wrapping
        /// What the cell shows, without the last line's end.
        var source: String
        /// The cell of the document.
        var cell: Cell?
        var expected: [Expected] = []
    }

    /// The front matter with its dashes; empty where there is none.
    private(set) var front = ""
    /// Expected outputs before the first cell.
    private(set) var expected: [Expected] = []
    private(set) var items: [Item] = []
    /// Blank lines at the end.
    private(set) var after = ""

    init(_ document: Document) {
        // Bare code has neither front matter nor fences: what is made of it is a notebook.
        if document.writtenCells.contains(where: { $0.fenceLine < 1 }) {
            front = "---\navtsnb: 1\n---\n"
            items = document.writtenCells.map {
                Item(
                    kind: .code, wrapping: Wrapping(open: "```swift", close: "```"), source: $0.source.droppingLineEnd, cell: $0)
            }
            return
        }
        let lines = DocumentLines(document.text)
        var line = Self.frontEnd(lines)
        front = lines.text(0..<line)
        var before = ""
        for block in document.writtenBlocks {
            switch block {
            case .prose(let prose):
                // Front matter and blocks end where the prose begins, blank lines and all.
                let end = prose.firstLine - 1 + DocumentLines(prose.markdown).count
                var first = prose.firstLine - 1, last = end
                while first < last, lines[first].trimmed.isEmpty { first += 1 }
                while last > first, lines[last - 1].trimmed.isEmpty { last -= 1 }
                before += lines.text(line..<first)
                items.append(
                    Item(
                        kind: .prose, wrapping: Wrapping(before: before), source: lines.text(first..<last).droppingLineEnd))
                before = lines.text(last..<end)
                line = end
            case .cell(let cell):
                let open = cell.fenceLine - 1
                let close = open + 1 + DocumentLines(cell.source).count
                before += lines.text(line..<open)
                items.append(
                    Item(
                        kind: .code, wrapping: Wrapping(before: before, open: lines[open], close: lines[close]),
                        source: cell.source.droppingLineEnd, cell: cell))
                (before, line) = ("", close + 1)
            case .expected(let output):
                before += lines.text(line..<output.lines.lowerBound)
                let wrapping = Wrapping(
                    before: before, open: lines[output.lines.lowerBound], close: lines[output.lines.upperBound - 1])
                let block = Expected(wrapping: wrapping, text: output.text)
                if items.isEmpty { expected.append(block) } else { items[items.count - 1].expected.append(block) }
                (before, line) = ("", output.lines.upperBound)
            }
        }
        after = before + lines.text(line..<lines.count)
    }

    /// The line after the front matter.
    private static func frontEnd(_ lines: DocumentLines) -> Int {
        guard lines.count > 0, lines[0].trimmed == "---" else { return 0 }
        return lines.indices.dropFirst().first { ["---", "..."].contains(lines[$0].trimmed) }.map { $0 + 1 } ?? 0
    }
}

extension String {
    var droppingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
