import SwiftParser
import SwiftSyntax

/// How deep a text's brackets go into each other: what reads the text goes as deep, and its stack has an end.
package enum Nesting {
    /// A little less than the compiler itself takes.
    static let most = 250
    /// At each square bracket the parser tries what follows as a type first, and so looks at what is within twice: its time doubles with
    /// each that is open (16 take a second, 40 a lifetime), and no interrupt reaches it.
    static let mostSquare = 12

    /// Where a text goes too deep.
    struct Excess: Equatable {
        /// The line, from 1.
        var line: Int
        /// What goes too deep, and how far it may.
        var what: String
        var most: Int
    }

    /// The first place that goes too deep; nil where none does. Brackets in strings count: nobody writes that many.
    static func excess(_ source: String) -> Excess? {
        var (depth, square, line) = (0, 0, 1)
        for byte in source.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "["): (depth, square) = (depth + 1, square + 1)
            case UInt8(ascii: ")"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "]"): (depth, square) = (max(0, depth - 1), max(0, square - 1))
            default: break
            }
            if depth > most { return Excess(line: line, what: "brackets", most: most) }
            if square > mostSquare { return Excess(line: line, what: "square brackets", most: mostSquare) }
        }
        return nil
    }

    /// The tree of a text, or of none where the text goes too deep: every text that people write is read through here.
    package static func tree(_ source: String) -> SourceFileSyntax {
        Parser.parse(source: excess(source) == nil ? source : "")
    }
}

extension CompileFailure {
    /// A cell that goes too deep to be read; nil for any other.
    init?(tooDeep text: CellText) {
        guard let excess = Nesting.excess(text.source) else { return nil }
        let message =
            "\(excess.what) stand more than \(excess.most) deep within each other; give the inner parts names of their own"
        self.init(
            diagnostics: [
                .init(severity: .error, message: message, line: text.firstLine + excess.line - 1, column: 1, caret: "")
            ],
            isSyntax: true)
    }
}
