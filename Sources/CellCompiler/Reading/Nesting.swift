import SwiftParser
import SwiftSyntax

/// How deep a text's brackets go into each other: what reads the text goes as deep, and its stack has an end.
enum Nesting {
    /// A little less than the compiler itself takes.
    static let most = 250

    /// The first line, from 1, that goes too deep; nil where none does. Brackets in strings count: nobody writes that many.
    static func lineTooDeep(_ source: String) -> Int? {
        var (depth, line) = (0, 1)
        for byte in source.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            default: break
            }
            if depth > most { return line }
        }
        return nil
    }

    /// The tree of a text, or of none where the text goes too deep.
    static func tree(_ source: String) -> SourceFileSyntax {
        Parser.parse(source: lineTooDeep(source) == nil ? source : "")
    }
}

extension CompileFailure {
    /// A cell that goes too deep to be read; nil for any other.
    init?(tooDeep text: CellText) {
        guard let line = Nesting.lineTooDeep(text.source) else { return nil }
        let message = "brackets stand more than \(Nesting.most) deep within each other; give the inner parts names of their own"
        self.init(
            diagnostics: [.init(severity: .error, message: message, line: text.firstLine + line - 1, column: 1, caret: "")],
            isSyntax: true)
    }
}
