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

    /// The source with its last expression within `show(…)`, as a program needs it.
    public static func showing(_ source: String) -> String {
        let tree = Nesting.tree(source)
        guard let item = tree.statements.last, case .expr(let expression) = item.item, CellRewriting.isShown(expression) else {
            return source
        }
        let start = item.positionAfterSkippingLeadingTrivia.utf8Offset
        let end = item.item.endPositionBeforeTrailingTrivia.utf8Offset
        let bytes = Array(source.utf8)
        return String(decoding: bytes[..<start] + "show(".utf8 + bytes[start..<end] + ")".utf8 + bytes[end...], as: UTF8.self)
    }
}
