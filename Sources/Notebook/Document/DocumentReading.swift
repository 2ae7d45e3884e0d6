/// A notebook as far as it can be read, what is wrong beside what is right: for those who show it while it is being written.
package struct DocumentReading: Sendable {
    /// What runs: with the cells of files that it includes, where these can be read.
    package let document: Document
    /// The blocks as they are written.
    package let blocks: [Document.Block]
    /// Errors and warnings, by their lines.
    package let issues: [DocumentIssue]
    /// The lines, without their ends.
    package let lines: [String]
    /// The lines of the front matter with its dashes, from 0; nil where there is none.
    package let frontMatterLines: Range<Int>?

    package var frontMatter: FrontMatter { document.frontMatter }

    /// The cells, those of included files too, in the order in which they run.
    package var cells: [Cell] { document.cells }

    /// - Parameters:
    ///   - path: where it lies, from which the files that it includes are found.
    ///   - read: gives a file's bytes by its path; throws what is wrong in words.
    package init(_ text: String, path: String, read: @escaping (String) throws -> [UInt8]) {
        let lines = DocumentLines(text)
        var parser = DocumentParser(lines: lines)
        parser.parse()
        let written = Document(
            path: path, text: text, frontMatter: parser.frontMatter, blocks: parser.blocks, warnings: parser.warnings)
        var issues = parser.issues + parser.warnings
        var whole = written
        do throws(DocumentError) { whole = try written.including(read) } catch { issues += error.issues }
        let (works, references) = whole.referenceIssues
        issues += references
        let key = lines.indices.first { lines[$0].hasPrefix("bibliography:") } ?? 0
        issues += works.map { DocumentIssue(isWarning: true, line: key + 1, message: $0) }
        document = whole
        blocks = parser.blocks
        self.issues = issues.sorted { $0.line < $1.line }
        self.lines = lines.indices.map { lines[$0] }
        let opens = lines.count > 0 && lines[0].trimmed == "---"
        let end = opens ? (1..<lines.count).first { ["---", "..."].contains(lines[$0].trimmed) } : nil
        frontMatterLines = end.map { 0..<$0 + 1 }
    }

    /// The lines of a file that is included, without their ends.
    package func lines(ofIncluded path: String) -> [String] {
        guard let file = document.included.first(where: { $0.path == path }) else { return [] }
        let lines = DocumentLines(file.text)
        return lines.indices.map { lines[$0] }
    }

    /// The keys that front matter may have.
    package static let frontMatterKeys = FrontMatter.keys
}

extension ExpectedOutput {
    /// The lines of the whole block with its fences, from 0.
    package var blockLines: Range<Int> { lines }
}

extension Cell {
    /// The lines of the whole block with its fences, from 0.
    package var blockLines: Range<Int> { fenceLine - 1..<fenceLine + 1 + source.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// The line, from 0, at which the notebook takes it from another file; nil for a cell of its own.
    package var includingLine: Int? { origin.map { $0.includedAt?.lowerBound ?? 0 } }
}

extension Phrase {
    /// What stands in the file, but for its backticks.
    package var written: String { source }
    /// The length of what stands before the expression.
    package static let markLength = mark.utf16.count
}
