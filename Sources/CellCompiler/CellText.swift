/// A cell's source, and where it stands.
public struct CellText: Hashable, Sendable {
    public var source: String
    /// The cell's name.
    public var id: String
    /// The notebook, as people call it.
    public var file: String
    /// The line of the file on which the source begins, from 1.
    public var firstLine: Int
    /// Where the value of its last expression stays for `_` in later cells, as at a prompt; nil to let go of it.
    public var valueName: String?

    public init(_ source: String, id: String = "", file: String, firstLine: Int = 1, valueName: String? = nil) {
        self.valueName = valueName
        // A mark of the byte order is none of the text's. To Swift's strings a carriage return and a line feed are one sign, and not
        // the one that lines are told by.
        let source = source.unicodeScalars.first == "\u{FEFF}" ? String(source.unicodeScalars.dropFirst()) : source
        self.source =
            source.utf8.contains(UInt8(ascii: "\r"))
            ? String(source.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 }) : source
        self.id = id
        self.file = file
        self.firstLine = firstLine
    }
}

extension CellText {
    /// The lines of the file that it takes.
    public var lines: Range<Int> { firstLine..<firstLine + source.split(separator: "\n", omittingEmptySubsequences: false).count }

    /// A line of the file, if it is one of its own.
    public func line(_ number: Int) -> String {
        guard lines.contains(number) else { return "" }
        return String(source.split(separator: "\n", omittingEmptySubsequences: false)[number - firstLine])
    }

    /// The file's name as the compiler is told: its directive takes no quotes.
    public var label: String { String(file.map { "\"\\\n\r".contains($0) ? "_" : $0 }) }

    /// Blanks that bring a caret beneath a character of a line; tabs stay tabs.
    public func indentation(_ number: Int, before column: Int) -> String {
        String(line(number).prefix(max(0, column - 1)).map { $0 == "\t" ? "\t" : " " })
    }

    /// The character at which a byte of a line stands; both from 1.
    func character(_ number: Int, atByte byte: Int) -> Int {
        String(decoding: line(number).utf8.prefix(max(0, byte - 1)), as: UTF8.self).count + 1
    }
}

/// A cell that can be loaded.
public struct CompiledCell: Sendable {
    public let text: CellText
    /// The module, after which the entry point is named.
    public let module: String
    /// The shared library.
    public let library: String
    /// The line of the file on which each marked statement begins.
    public let statementLines: [Int]
    /// What its top level declares.
    public let declarations: [Declaration]
    /// Names of the top level that the session will bind.
    public var variables: [String] { declarations.filter(\.kind.isVariable).map(\.name) }
    /// What reaches every later cell without being named: operators, and members that extensions add.
    let reach: Set<String>
    let additions: [Addition]
    let imports: [String]
    let key: String
    /// Modules of earlier cells that it sees.
    let foundations: [String]
    let rewriting: CellRewriting
    /// The lines that stand before the cell's own in the compiled text.
    let headerLines: Int
    /// What its outcome hangs on.
    public let dependencies: CellDependencies
    /// The digest of what it is made of, wherever it stands: its text, what it may call, compiler, library and modules.
    public let outcomeBase: String

    /// The character of the notebook's own line, from 1, for a byte of the compiled text's, from 1.
    public func column(_ column: Int, line: Int) -> Int {
        text.character(line, atByte: rewriting.column(column, line: line - text.firstLine + 1))
    }
}
