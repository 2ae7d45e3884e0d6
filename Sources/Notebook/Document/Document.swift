/// A parsed `.avtsnb` file: front matter, then prose, cells and expected outputs in the order they are written.
///
/// The document never changes its file. The only part a command may rewrite is an expected output
/// (``Document/accepting(_:)``), and that leaves every other byte as it was.
public struct Document: Sendable {
    /// The file's path as the user gave it; `<stdin>` or `<command line>` when there is none.
    public let path: String
    /// The text as it was read, byte for byte.
    public let text: String
    public let frontMatter: FrontMatter
    /// With the cells of other files, once they are there (``including(_:)``).
    public internal(set) var blocks: [Block]
    /// As they are written in this file.
    let writtenBlocks: [Block]
    /// The files whose cells are among the blocks.
    public internal(set) var included: [IncludedFile] = []
    /// What is well formed and hardly what was meant: fences that look like cells and are none.
    public let warnings: [DocumentIssue]

    init(path: String, text: String, frontMatter: FrontMatter, blocks: [Block], warnings: [DocumentIssue]) {
        (self.path, self.text, self.frontMatter, self.blocks, self.warnings) = (path, text, frontMatter, blocks, warnings)
        writtenBlocks = blocks
    }

    /// A fingerprint of all that is run.
    package var fingerprint: String {
        RunRecord.fingerprint(of: ([text] + included.map(\.text)).joined(separator: "\u{0}"))
    }

    /// One part of the document.
    public enum Block: Sendable {
        case prose(Prose)
        case cell(Cell)
        case expected(ExpectedOutput)
    }

    /// Markdown between the cells; `firstLine` counts from 1 in the file.
    public struct Prose: Sendable {
        public let markdown: String
        public let firstLine: Int
    }

    /// The cells, in document order, which is the order they run in.
    public var cells: [Cell] {
        blocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
    }

    /// The cells as they are written in this file.
    var writtenCells: [Cell] { writtenBlocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } } }

    /// The expected outputs, in document order.
    public var expectedOutputs: [ExpectedOutput] {
        blocks.compactMap { if case .expected(let output) = $0 { output } else { nil } }
    }

    /// What the cell with this id is expected to print, if the document says.
    public func expectedOutput(of id: String) -> ExpectedOutput? {
        expectedOutputs.first { $0.cell == id }
    }

    /// The front matter's title, else the first heading, else the file's name without its extension.
    public var title: String {
        if let title = frontMatter.title { return title }
        for case .prose(let prose) in blocks {
            for line in prose.markdown.split(separator: "\n") where line.hasPrefix("# ") {
                return line.dropFirst(2).trimmed
            }
        }
        return fileName.hasSuffix(".avtsnb") ? String(fileName.dropLast(7)) : fileName
    }

    /// The last component of the path.
    public var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A piece of Swift that runs.
public struct Cell: Sendable {
    /// Unique in the document: the author's, or one made from the content.
    public private(set) var id: String
    /// True when the author wrote `#id`; an id made from the content is shown only where one is needed.
    public let isNamed: Bool
    /// The code, without its fences, each line ending in `\n`.
    public let source: String
    /// The line of the opening fence, from 1.
    public let fenceLine: Int
    public internal(set) var attributes: CellAttributes
    /// Where it comes from; nil for a cell of the notebook's own.
    public internal(set) var origin: Origin?

    /// The file that a cell was taken from.
    public struct Origin: Sendable, Equatable {
        /// As the notebook names it.
        public let file: String
        /// Its whole path.
        public let path: String
        /// The lines that stand for it, from 0; nil where the front matter does.
        var includedAt: Range<Int>?
    }

    init(id: String, isNamed: Bool, source: String, fenceLine: Int, attributes: CellAttributes) {
        (self.id, self.isNamed, self.source, self.fenceLine, self.attributes) = (id, isNamed, source, fenceLine, attributes)
    }

    func renamed(_ id: String) -> Cell {
        var cell = self
        cell.id = id
        return cell
    }

    /// The line of the code's first line, from 1.
    public var firstLine: Int { fenceLine + 1 }

    /// With its fences, under its name.
    var fenced: String {
        var longest = 2, run = 0
        for character in source {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)swift {#\(id)\(attributes.written)}\n\(source)\(source.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    /// All that its outcome hangs on by name: its condition, and its code.
    public var reading: String { (attributes.condition.map { "_ = (\($0))\n" } ?? "") + source }
}

/// What a cell is expected to print; `...` stands for anything within a line or, alone on a line, for any lines.
public struct ExpectedOutput: Sendable {
    /// The id of the cell that prints it.
    public let cell: String
    public let text: String
    /// How far numbers may be apart; nil where the text has to be the same.
    public var tolerance: Double?
    /// The picture that the cell's figure is held against: its path beneath the notebook's folder; nil for none.
    public var figure: String?
    /// How different the two may be, 0…1.
    public var difference = PictureDifference.limit
    /// The line of the opening fence, from 1.
    public let fenceLine: Int
    /// The lines of the whole block with its fences, from 0, to the one after the closing fence.
    let lines: Range<Int>
}

extension ExpectedOutput {
    /// What holds printed text against it.
    public var matcher: ExpectedOutputMatcher { ExpectedOutputMatcher(tolerance: tolerance) }

    /// Whether what was printed is what was expected. A block that speaks of a figure and holds no text says nothing of texts.
    public func matches(_ printed: String) -> Bool {
        figure != nil && text.allSatisfy(\.isWhitespace) || matcher.matches(printed, text)
    }
}
