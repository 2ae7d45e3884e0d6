/// Sorts lines of Markdown into blocks: the part of CommonMark and of GitHub's tables that notebooks use.
///
/// HTML is text like any other and comments are left out.
struct MarkdownParser {
    private let lines: [String]
    private var index = 0
    private var blocks: [MarkdownBlock] = []
    private var paragraph: [String] = []

    static func blocks(of markdown: String) -> [MarkdownBlock] {
        blocks(of: markdown.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).expandingTabs })
    }

    private static func blocks(of lines: [String]) -> [MarkdownBlock] {
        var parser = MarkdownParser(lines: lines)
        parser.parse()
        return parser.blocks
    }

    private init(lines: [String]) { self.lines = lines }

    private mutating func parse() {
        while index < lines.count {
            let line = lines[index]
            let text = line.trimmed
            if text.isEmpty {
                close()
                index += 1
            } else if text.hasPrefix("<!--"), let end = (index..<lines.count).first(where: { lines[$0].contains("-->") }) {
                close()
                index = end + 1
            } else if let fence = Fence(opening: line) {
                readCode(fence)
            } else if line.indent >= 4, paragraph.isEmpty {
                readIndentedCode()
            } else if let (level, heading) = Self.heading(text), line.indent < 4 {
                close()
                blocks.append(.heading(level: level, text: heading))
                index += 1
            } else if !paragraph.isEmpty, let level = Self.underline(text), line.indent < 4 {
                blocks.append(.heading(level: level, text: paragraph.map(\.trimmed).joined(separator: " ")))
                paragraph = []
                index += 1
            } else if Self.isRule(text), line.indent < 4 {
                close()
                blocks.append(.rule)
                index += 1
            } else if text.hasPrefix(">"), line.indent < 4 {
                readQuote()
            } else if text.hasPrefix("$$") {
                readMath()
            } else if let marker = ListMarker(line), paragraph.isEmpty || marker.mayInterrupt {
                readList(marker)
            } else if paragraph.isEmpty, readTable() {
                continue
            } else {
                paragraph.append(line)
                index += 1
            }
        }
        close()
    }

    private mutating func close() {
        guard !paragraph.isEmpty else { return }
        // Two spaces at the end of a line are a break and must survive the trimming of its start.
        let text = paragraph.map { line in String(line.drop { $0 == " " }) }.joined(separator: "\n")
        blocks.append(.paragraph(text))
        paragraph = []
    }

    private mutating func readCode(_ fence: Fence) {
        close()
        let end = (index + 1..<max(index + 1, lines.count)).first { fence.isClosed(by: lines[$0]) } ?? lines.count
        let text = lines[min(index + 1, end)..<end].map { fence.unindent($0) + "\n" }.joined()
        blocks.append(.code(info: fence.info, text: text))
        index = end + 1
    }

    private mutating func readIndentedCode() {
        var code: [String] = []
        while index < lines.count, lines[index].indent >= 4 || lines[index].trimmed.isEmpty {
            code.append(String(lines[index].dropFirst(4)))
            index += 1
        }
        while code.last?.trimmed.isEmpty == true { code.removeLast() }
        blocks.append(.code(info: "", text: code.map { $0 + "\n" }.joined()))
    }

    private mutating func readQuote() {
        close()
        var inner: [String] = []
        while index < lines.count {
            let text = String(lines[index].drop { $0 == " " })
            if text.hasPrefix(">") {
                inner.append(String(text.dropFirst(text.hasPrefix("> ") ? 2 : 1)))
            } else if !text.isEmpty, !startsBlock(lines[index]), inner.last?.trimmed.isEmpty == false {
                inner.append(text)  // a lazy line goes on with the paragraph
            } else {
                break
            }
            index += 1
        }
        blocks.append(.quote(Self.blocks(of: inner)))
    }

    private mutating func readMath() {
        close()
        var text = String(lines[index].trimmed.dropFirst(2))
        index += 1
        while !text.trimmed.hasSuffix("$$"), index < lines.count, !lines[index].trimmed.isEmpty {
            text += "\n" + lines[index]
            index += 1
        }
        let body = text.trimmed
        blocks.append(.math(body.hasSuffix("$$") ? body.dropLast(2).trimmed : body))
    }

    private mutating func readList(_ first: ListMarker) {
        close()
        var items: [[String]] = []
        var isTight = true
        var blankBefore = false
        while index < lines.count {
            let line = lines[index]
            if line.trimmed.isEmpty {
                blankBefore = true
                items[items.count - 1].append("")
                index += 1
            } else if line.indent >= (items.isEmpty ? .max : width) {
                if blankBefore, ListMarker(String(line.dropFirst(width))) == nil || line.indent == width { isTight = false }
                items[items.count - 1].append(String(line.dropFirst(width)))
                blankBefore = false
                index += 1
            } else if let marker = ListMarker(line), marker.continues(first) {
                if Self.isRule(line.trimmed) { break }
                if blankBefore { isTight = false }
                width = marker.width
                items.append([String(line.dropFirst(marker.width))])
                blankBefore = false
                index += 1
            } else if !blankBefore, !items.isEmpty, !startsBlock(line) {
                items[items.count - 1].append(line.trimmed)
                index += 1
            } else {
                break
            }
        }
        blocks.append(.list(start: first.number, isTight: isTight, items: items.map { Self.blocks(of: $0) }))
    }
    /// Columns that the content of the current item is set in by.
    private var width = 0

    private func startsBlock(_ line: String) -> Bool {
        let text = line.trimmed
        return Self.heading(text) != nil || Self.isRule(text) || text.hasPrefix(">") || Fence(opening: line) != nil
            || ListMarker(line) != nil
    }

    private mutating func readTable() -> Bool {
        guard index + 1 < lines.count, lines[index].contains("|"),
            let alignments = MarkdownTable.alignments(lines[index + 1])
        else { return false }
        let header = MarkdownTable.cells(lines[index])
        guard header.count == alignments.count else { return false }
        index += 2
        var rows: [[String]] = []
        while index < lines.count, !lines[index].trimmed.isEmpty, lines[index].contains("|") {
            let cells = MarkdownTable.cells(lines[index])
            rows.append((0..<header.count).map { $0 < cells.count ? cells[$0] : "" })
            index += 1
        }
        blocks.append(.table(header: header, alignments: alignments, rows: rows))
        return true
    }

    private static func heading(_ text: String) -> (Int, String)? {
        let level = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(level)
        guard (1...6).contains(level), rest.isEmpty || rest.first == " " else { return nil }
        var title = rest.trimmed
        let closing = title.reversed().prefix { $0 == "#" }.count
        if closing > 0, closing == title.count || title.dropLast(closing).last == " " { title = title.dropLast(closing).trimmed }
        return (level, title)
    }

    private static func underline(_ text: String) -> Int? {
        text.allSatisfy { $0 == "=" } ? 1 : text.allSatisfy { $0 == "-" } ? 2 : nil
    }

    private static func isRule(_ text: String) -> Bool {
        let marks = text.filter { $0 != " " }
        return marks.count >= 3 && ["*", "-", "_"].contains { mark in marks.allSatisfy { $0 == mark } }
    }
}

extension String {
    /// The number of spaces at the start.
    fileprivate var indent: Int { prefix { $0 == " " }.count }

    /// The line with each leading tab as spaces up to the next multiple of four.
    fileprivate var expandingTabs: String {
        guard contains("\t") else { return self }
        var result = ""
        for (offset, character) in zip(0..., self) {
            guard character == " " || character == "\t" else { return result + self.dropFirst(offset) }
            result += character == "\t" ? String(repeating: " ", count: 4 - result.count % 4) : " "
        }
        return result
    }
}
