import Files
import Foundation

/// A file whose cells a notebook runs as its own.
public struct IncludedFile: Sendable, Equatable {
    /// Its whole path.
    public let path: String
    public let text: String
}

extension Document {
    /// The notebook with the cells of other files in the places where it includes them: those of `include` in the front matter before all, those
    /// of `{include=FILE}` and `{include=FILE#id}` where that stands. Their prose and expected outputs stay behind.
    ///
    /// - Parameter read: gives a file's bytes by its path; throws what is wrong in words.
    /// - Throws: ``DocumentError`` for files that cannot be read, are no notebooks, include each other, or hold no such cell.
    public func including(_ read: @escaping (String) throws -> [UInt8]) throws(DocumentError) -> Document {
        guard !frontMatter.includes.isEmpty || cells.contains(where: { $0.attributes.include != nil }) else { return self }
        var inclusion = Inclusion(read: read)
        let expanded = inclusion.blocks(of: self, above: [PathText.absolute(path)])
        var issues = inclusion.issues
        for (id, places) in Dictionary(
            grouping: expanded.compactMap { (block: Block) -> Cell? in block.cell }, by: { (cell: Cell) in cell.id })
        where places.count > 1 {
            issues.append(
                DocumentIssue(
                    line: places[1].fenceLine, message: "two cells have the id `\(id)`, one of them included: name another"))
        }
        guard issues.isEmpty else { throw DocumentError(path: path, issues: issues.sorted { $0.line < $1.line }) }
        var document = self
        document.blocks = expanded
        document.included = inclusion.files
        return document
    }

    /// The notebook as one file: with the cells of others in it, as fences.
    public var flattened: String {
        if included.isEmpty { return text }
        let lines = DocumentLines(text)
        var result = "", next = 0
        func take(upTo end: Int) {
            if next < end { result += lines.text(next..<end) }
            next = max(next, end)
        }
        // The front matter without what it includes, which comes behind it.
        if lines.count > 0, lines[0].trimmed == "---",
            let end = (1..<lines.count).first(where: { ["---", "..."].contains(lines[$0].trimmed) })
        {
            take(upTo: end + 1)
            if let yaml = frontMatter.withoutIncludes(result) { result = yaml }
        }
        for block in blocks {
            switch block {
            case .prose(let prose): take(upTo: prose.firstLine - 1 + DocumentLines(prose.markdown).count)
            case .expected(let expected): take(upTo: expected.lines.upperBound)
            case .cell(let cell) where cell.origin != nil:
                if let place = cell.origin?.includedAt { take(upTo: place.lowerBound) }
                result += cell.fenced + "\n"
                if let place = cell.origin?.includedAt { next = max(next, place.upperBound) }
            case .cell(let cell): take(upTo: cell.fenceLine + DocumentLines(cell.source).count + 1)
            }
        }
        take(upTo: lines.count)
        return result
    }
}

extension Cell {
    /// The file that it stands in, as messages name it.
    package func file(in document: Document) -> String { origin?.path ?? document.path }
}

extension Document.Block {
    fileprivate var cell: Cell? { if case .cell(let cell) = self { cell } else { nil } }
}

/// Gathers the cells of files that include each other.
private struct Inclusion {
    let read: (String) throws -> [UInt8]
    var files: [IncludedFile] = []
    var issues: [DocumentIssue] = []

    /// - Parameter above: whole paths of the files that are being read.
    mutating func blocks(of document: Document, above: [String]) -> [Document.Block] {
        let folder = PathText.folder(of: PathText.absolute(document.path))
        var result: [Document.Block] = []
        for include in document.frontMatter.includes {
            result += cells(of: include, in: folder, line: document.frontMatter.includesLine, above: above, at: nil).map {
                .cell($0)
            }
        }
        for block in document.blocks {
            guard case .cell(let cell) = block, let include = cell.attributes.include else {
                result.append(block)
                continue
            }
            guard cell.source.allSatisfy(\.isWhitespace) else {
                issues.append(
                    DocumentIssue(
                        line: cell.fenceLine, message: "a cell that includes others has code of its own",
                        remedy: "put the code into a cell of its own"))
                continue
            }
            if cell.attributes.isSkipped { continue }
            let place = cell.fenceLine - 1..<cell.fenceLine + DocumentLines(cell.source).count + 1
            var found = cells(of: include, in: folder, line: cell.fenceLine, above: above, at: place)
            for index in found.indices { found[index].attributes.adopt(cell.attributes) }
            result += found.map { .cell($0) }
        }
        return result
    }

    private mutating func cells(
        of include: String, in folder: String, line: Int, above: [String], at place: Range<Int>?
    ) -> [Cell] {
        func wrong(_ message: String, _ remedy: String? = nil) -> [Cell] {
            issues.append(DocumentIssue(line: line, message: message, remedy: remedy))
            return []
        }
        let parts = include.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let (name, wanted) = (parts[0], parts.count > 1 ? parts[1] : nil)
        let path = PathText.absolute(name, from: folder)
        if above.contains(path) { return wrong("\(name) includes itself") }
        if above.count > 16 { return wrong("\(name) is included by sixteen files, each by the next") }
        let document: Document
        do {
            let bytes = try read(path)
            if name.hasSuffix(".swift"), let code = String(validating: bytes, as: UTF8.self), !Document.looksLikeNotebook(code) {
                document = Document(code: code, path: path)
            } else {
                document = try Document(parsing: bytes, path: path)
            }
        } catch let error as DocumentError {
            return wrong("\(name) is no notebook:\n\(error)")
        } catch { return wrong("cannot include \(name): \(error)", "its path begins at this notebook's folder") }
        if !files.contains(where: { $0.path == path }) { files.append(IncludedFile(path: path, text: document.text)) }
        let stem = Self.stem(of: path)
        var all: [Cell] = []
        for case .cell(var cell) in blocks(of: document, above: above + [path]) {
            if cell.origin == nil {
                cell.origin = Cell.Origin(file: name, path: path, includedAt: place)
            } else {
                cell.origin?.includedAt = place
            }
            cell = cell.renamed(document.cells.count == 1 && !cell.isNamed ? stem : "\(stem).\(cell.id)")
            all.append(cell)
        }
        guard let wanted else { return all }
        let chosen = all.filter { $0.id == "\(stem).\(wanted)" || $0.id.hasPrefix("\(stem).\(wanted).") }
        if !chosen.isEmpty { return chosen }
        let names = document.cells.filter(\.isNamed).map(\.id)
        return wrong(
            "\(name) has no cell `\(wanted)`",
            NearestName.suggestion(for: wanted, among: names)
                ?? "it has \(names.isEmpty ? "none with a name" : names.joined(separator: ", "))")
    }

    /// What its cells are called by: the file's name as an id.
    private static func stem(of path: String) -> String {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let words = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "-" })
        return words.first?.isLetter == true ? words : "n" + words
    }
}
