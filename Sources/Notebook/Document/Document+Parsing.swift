extension Document {
    /// Parses a notebook.
    ///
    /// - Parameters:
    ///   - bytes: the file's content; must be UTF-8.
    ///   - path: what to call the file in messages.
    /// - Throws: ``DocumentError`` with everything that is wrong, not only the first thing.
    public init(parsing bytes: some Collection<UInt8>, path: String) throws(DocumentError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = 1 + DocumentLines.countBeforeInvalidUTF8(Array(bytes))
            throw DocumentError(
                path: path,
                issues: [
                    DocumentIssue(
                        line: line, message: "the file is not UTF-8 text",
                        remedy: "save it as UTF-8; the first offending byte is on this line")
                ])
        }
        try self.init(parsing: text, path: path)
    }

    /// Parses a notebook that is text already.
    public init(parsing text: String, path: String) throws(DocumentError) {
        var parser = DocumentParser(lines: DocumentLines(text))
        parser.parse()
        guard parser.issues.isEmpty else {
            throw DocumentError(path: path, issues: parser.issues.sorted { $0.line < $1.line })
        }
        self.init(
            path: path, text: text, frontMatter: parser.frontMatter, blocks: parser.blocks, warnings: parser.warnings)
    }

    /// A document of one cell: code on standard input.
    public init(code: String, path: String) { self.init(code: [code], path: path) }

    /// A document of a cell for each text: what `-e` runs.
    public init(code: [String], path: String) {
        let cells = code.enumerated().map { number, text in
            Cell(
                id: number == 0 ? "code" : "code\(number + 1)", isNamed: false, source: text.hasSuffix("\n") ? text : text + "\n",
                fenceLine: 0, attributes: CellAttributes())
        }
        self.init(
            path: path, text: code.joined(separator: "\n"), frontMatter: FrontMatter(), blocks: cells.map { .cell($0) },
            warnings: [])
    }

    /// True when the text has front matter or a fence: bare code has neither.
    public static func looksLikeNotebook(_ text: String) -> Bool {
        let lines = DocumentLines(text)
        guard !lines.isEmpty else { return false }
        return lines[0].trimmed == "---" || lines.indices.contains { Fence(opening: lines[$0]) != nil }
    }
}

/// Walks the lines once and sorts them into prose, cells and expected outputs, collecting what is wrong on the way.
struct DocumentParser {
    let lines: DocumentLines
    private(set) var frontMatter = FrontMatter()
    private(set) var blocks: [Document.Block] = []
    private(set) var issues: [DocumentIssue] = []
    private(set) var warnings: [DocumentIssue] = []

    private var ids = CellIdentities()
    private var proseStart = 0
    private var lastCell: (id: String, line: Int)?
    /// Whether it is known that no comment ends from here on.
    private var hasNoMoreCommentEnds = false
    private var outputs: [(output: ExpectedOutput, named: Bool)] = []

    init(lines: DocumentLines) { self.lines = lines }

    mutating func parse() {
        var index = readFrontMatter()
        proseStart = index
        while index < lines.count {
            if let end = commentEnd(from: index) {
                index = end
            } else if let fence = Fence(opening: lines[index]) {
                index = readFenced(fence, at: index)
            } else {
                noteNearCell(at: index)
                index += 1
            }
        }
        closeProse(before: lines.count)
        checkOutputs()
        if lastCell == nil, issues.isEmpty, warnings.isEmpty {
            warnings.append(
                DocumentIssue(
                    isWarning: true, line: 1, message: "there is no cell in it",
                    remedy: "a cell begins with a line of ```swift and ends with one of ```"))
        }
    }

    private mutating func readFrontMatter() -> Int {
        guard lines.count > 0, lines[0].trimmed == "---" else { return 0 }
        guard let end = (1..<lines.count).first(where: { ["---", "..."].contains(lines[$0].trimmed) }) else {
            issues.append(
                DocumentIssue(
                    line: 1, message: "the front matter is never closed",
                    remedy: "end it with a line of three dashes", excerpt: lines[0]))
            return lines.count
        }
        do {
            frontMatter = try FrontMatter(yaml: lines.text(1..<end), firstLine: 2)
        } catch {
            issues += error.issues
        }
        return end + 1
    }

    /// A comment that opens a line is prose up to its end, whatever fences stand in it.
    private mutating func commentEnd(from index: Int) -> Int? {
        guard !hasNoMoreCommentEnds, lines[index].trimmed.hasPrefix("<!--") else { return nil }
        guard let end = (index..<lines.count).first(where: { lines[$0].contains("-->") }) else {
            // Nor is there one for those that follow: looking again at each would take the square of the time.
            hasNoMoreCommentEnds = true
            return nil
        }
        return end + 1
    }

    private mutating func readFenced(_ fence: Fence, at start: Int) -> Int {
        let close = (start + 1..<lines.count).first { fence.isClosed(by: lines[$0]) }
        let next = (close ?? lines.count - 1) + 1
        let language = fence.language
        guard language == "swift" || language == "output" else {
            noteNearCell(at: start)
            return next
        }

        var attributes = AttributeList()
        do {
            attributes = try AttributeList(parsing: fence.attributeText, of: lines[start], line: start + 1)
        } catch {
            issues.append(error)
        }
        if language == "swift", attributes.classes.contains(where: { $0.text == "noeval" }) { return next }
        guard let close else {
            issues.append(
                DocumentIssue(
                    line: start + 1,
                    message: "the \(language == "swift" ? "cell" : "expected output") that opens here is never closed",
                    remedy: "end it with a line of \(fence.marker)", excerpt: lines[start]))
            return next
        }
        closeProse(before: start)
        let content = (start + 1..<close).map { fence.unindent(lines[$0]) + "\n" }.joined()
        if language == "swift" {
            addCell(source: content, fenceLine: start + 1, attributes: attributes)
        } else {
            addOutput(text: content, lines: start..<next, attributes: attributes)
        }
        proseStart = next
        return next
    }

    private mutating func noteNearCell(at index: Int) {
        if let warning = NearCells.warning(lines[index], number: index + 1) { warnings.append(warning) }
    }

    private mutating func closeProse(before end: Int) {
        guard proseStart < end else { return }
        let markdown = lines.text(proseStart..<end)
        guard !markdown.trimmed.isEmpty else { return }
        blocks.append(.prose(Document.Prose(markdown: markdown, firstLine: proseStart + 1)))
    }

    private mutating func addCell(source: String, fenceLine: Int, attributes list: AttributeList) {
        let (attributes, found) = CellAttributes.reading(list, excerpt: lines[fenceLine - 1])
        issues += found
        let id: String
        if let named = list.id {
            id = named.text
            if let issue = ids.claim(named, line: fenceLine, excerpt: lines[fenceLine - 1]) { issues.append(issue) }
        } else {
            id = ids.make(from: source, line: fenceLine)
        }
        lastCell = (id, fenceLine)
        blocks.append(
            .cell(Cell(id: id, isNamed: list.id != nil, source: source, fenceLine: fenceLine, attributes: attributes)))
    }

    private mutating func addOutput(text: String, lines range: Range<Int>, attributes list: AttributeList) {
        let line = range.lowerBound + 1
        let excerpt = lines[range.lowerBound]
        let wishes = ExpectedOutputAttributes(list, line: line, excerpt: excerpt)
        issues += wishes.issues
        for name in list.classes + (list.id.map { [$0] } ?? []) {
            issues.append(
                DocumentIssue(
                    line: line, column: name.column, message: "an expected output takes no `\(name.text)`",
                    remedy: "name its cell with {for=ID}", excerpt: excerpt))
        }
        let named = list.pairs.first { $0.key.text == "for" }?.value
        guard let cell = named?.text ?? lastCell?.id else {
            issues.append(
                DocumentIssue(
                    line: line, message: "this expected output belongs to no cell",
                    remedy: "put it after its cell, or name the cell with {for=ID}", excerpt: excerpt))
            return
        }
        var output = ExpectedOutput(cell: cell, text: text, fenceLine: line, lines: range)
        (output.tolerance, output.figure) = (wishes.tolerance, wishes.figure)
        output.difference = wishes.difference ?? output.difference
        outputs.append((output, named != nil))
        blocks.append(.expected(output))
    }

    private mutating func checkOutputs() {
        var first: [String: Int] = [:]
        for (output, _) in outputs {
            if ids.line(of: output.cell) == nil {
                issues.append(
                    DocumentIssue(
                        line: output.fenceLine, message: "no cell has the id `\(output.cell)`",
                        remedy: NearestName.suggestion(for: output.cell, among: ids.named),
                        excerpt: lines[output.fenceLine - 1]))
            } else if let earlier = first[output.cell] {
                issues.append(
                    DocumentIssue(
                        line: output.fenceLine, message: "cell `\(output.cell)` has two expected outputs",
                        related: (earlier, "the first is here"), excerpt: lines[output.fenceLine - 1]))
            } else {
                first[output.cell] = output.fenceLine
            }
        }
    }
}
