import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// What a piece of source tells by itself, before anything is compiled.
public enum CellReading {
    /// Whether a piece of source could be run as it stands.
    public enum Completeness: Sendable, Equatable {
        case complete
        /// More lines are wanted: an open brace, an unfinished string.
        case incomplete
        case invalid
    }

    public static func completeness(of source: String) -> Completeness {
        if Nesting.excess(source) != nil { return .invalid }
        let tree = Nesting.tree(source)
        guard tree.hasError else { return .complete }
        let end = source.utf8.count - (source.utf8.reversed().firstIndex { !" \n\t\r".utf8.contains($0) } ?? 0)
        let errors = ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }
        guard let first = errors.map({ $0.position.utf8Offset }).min() else { return .complete }
        // What is missing only behind the last character may still be written.
        let atEnd = errors.allSatisfy {
            $0.position.utf8Offset >= end || $0.message.contains("to end string literal") || $0.message.contains("unterminated")
        }
        return atEnd || first >= end ? .incomplete : .invalid
    }

    /// The names a cell reads from outside itself and those it writes.
    public static func names(in source: String) -> (reads: Set<String>, writes: Set<String>) {
        CellNames.find(in: Nesting.tree(source))
    }

    /// The source with its last expression within `show(…)`, and figures that its statements make shown, as a program needs it.
    public static func showing(_ source: String) -> String {
        let tree = Nesting.tree(source)
        var pieces: [(offset: Int, text: String)] = []
        func surround(_ item: CodeBlockItemSyntax, _ opening: String) {
            pieces.append((item.positionAfterSkippingLeadingTrivia.utf8Offset, opening))
            pieces.append((item.item.endPositionBeforeTrailingTrivia.utf8Offset, ")"))
        }
        var shown: CodeBlockItemSyntax?
        if let item = tree.statements.last, case .expr(let expression) = item.item, CellRewriting.isShown(expression) {
            surround(item, "show(")
            shown = item
        }
        for item in UnusedValues.find(in: tree, skipping: shown) { surround(item, UnusedValues.opening) }
        if pieces.isEmpty { return source }
        let bytes = Array(source.utf8)
        var result: [UInt8] = []
        var taken = 0
        for piece in pieces.sorted(by: { $0.offset < $1.offset }) {
            result += bytes[taken..<piece.offset] + Array(piece.text.utf8)
            taken = piece.offset
        }
        return String(decoding: result + bytes[taken...], as: UTF8.self)
    }
}
