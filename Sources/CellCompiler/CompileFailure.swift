/// What the compiler found wrong with a cell.
public struct CompileFailure: Error, Sendable {
    public struct Diagnostic: Sendable, Equatable {
        public enum Severity: String, Sendable { case error, warning, note }

        public var severity: Severity
        public var message: String
        /// In the notebook's file, from 1.
        public var line: Int
        /// In characters, from 1.
        public var column: Int
        /// The cell's line, and a caret beneath it.
        public var caret: String
        /// What the compiler would write instead.
        public var fix: String?
    }

    public var diagnostics: [Diagnostic]
    /// The source does not parse.
    public var isSyntax: Bool
}

extension CompileFailure.Diagnostic {
    /// Something that is wrong with all of a cell.
    package init(ofCell message: String) { self.init(severity: .error, message: message, line: 1, column: 1, caret: "") }
}

extension CompileFailure {
    /// Reads the compiler's messages about a cell.
    init(_ output: String, of cell: CellText, _ rewriting: CellRewriting, isSyntax: Bool) {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let source = cell.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var found: [Diagnostic] = []
        // Each is looked up in the text: of thousands, the first tell what is wrong.
        for (index, line) in lines.enumerated() where found.count < 100 {
            guard let (row, column, severity, message) = Self.header(line, file: cell.label) else { continue }
            let local = row - cell.firstLine + 1
            guard local >= 1, local <= source.count else { continue }
            let character = cell.character(row, atByte: rewriting.column(column, line: local))
            // After the source line and the caret's comes what would be written instead.
            let fix = index + 3 < lines.count ? lines[index + 3] : ""
            let isFix =
                !fix.isEmpty && fix.allSatisfy { $0 == " " } == false && Self.header(fix, file: cell.label) == nil
                && fix.hasPrefix(" ")
            found.append(
                .init(
                    severity: severity, message: message, line: row, column: character,
                    caret: "\(source[local - 1])\n\(cell.indentation(row, before: character))^",
                    fix: isFix ? fix.trimmed : nil))
        }
        // Notes belong to the error before them; those that name candidates elsewhere say little.
        self.init(diagnostics: found.filter { $0.severity != .warning }, isSyntax: isSyntax)
        if diagnostics.isEmpty {
            diagnostics = [
                .init(severity: .error, message: "the compiler said:\n" + output, line: cell.firstLine, column: 1, caret: "")
            ]
        }
    }

    /// `file:12:5: error: message`.
    private static func header(_ line: String, file: String) -> (Int, Int, Diagnostic.Severity, String)? {
        guard line.hasPrefix(file + ":") || line.contains("/" + file + ":") else { return nil }
        guard let start = line.range(of: file + ":") else { return nil }
        let parts = line[start.upperBound...].split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let row = Int(parts[0]), let column = Int(parts[1]) else { return nil }
        guard let severity = Diagnostic.Severity(rawValue: String(parts[2]).trimmed) else { return nil }
        return (row, column, severity, String(parts[3]).trimmed)
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
