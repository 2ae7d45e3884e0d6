/// A notebook as far as it can be read, what is wrong beside what is right: for those who show it while it is being written.
package struct DocumentReading: Sendable {
    package let frontMatter: FrontMatter
    package let blocks: [Document.Block]
    /// Errors and warnings, by their lines.
    package let issues: [DocumentIssue]
    /// The lines, without their ends.
    package let lines: [String]
    /// The lines of the front matter with its dashes, from 0; nil where there is none.
    package let frontMatterLines: Range<Int>?

    package init(_ text: String) {
        let lines = DocumentLines(text)
        var parser = DocumentParser(lines: lines)
        parser.parse()
        frontMatter = parser.frontMatter
        blocks = parser.blocks
        issues = (parser.issues + parser.warnings).sorted { $0.line < $1.line }
        self.lines = lines.indices.map { lines[$0] }
        let opens = lines.count > 0 && lines[0].trimmed == "---"
        let end = opens ? (1..<lines.count).first { ["---", "..."].contains(lines[$0].trimmed) } : nil
        frontMatterLines = end.map { 0..<$0 + 1 }
    }

    /// The cells, in the order in which they run.
    package var cells: [Cell] { blocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } } }
}

extension ExpectedOutput {
    /// The lines of the whole block with its fences, from 0.
    package var blockLines: Range<Int> { lines }
}

extension Cell {
    /// The lines of the whole block with its fences, from 0.
    package var blockLines: Range<Int> { fenceLine - 1..<fenceLine + 1 + source.utf8.count { $0 == UInt8(ascii: "\n") } }
}

extension DocumentReading {
    /// The keys that front matter may have.
    package static let frontMatterKeys = FrontMatter.keys
}
