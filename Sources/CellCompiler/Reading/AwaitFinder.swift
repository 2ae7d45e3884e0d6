import SwiftSyntax

/// Looks for what makes the top level itself wait and has no value that could be waited for: `for await` and `async let`.
final class AwaitFinder: SyntaxVisitor {
    private var found: AbsolutePosition?

    /// The first one's refusal. The compiler makes such a cell a program that ends its process when it is done, and gives what waits
    /// to the process's first thread, which is the session's.
    static func refusal(of cell: CellSyntax) -> CompileFailure? {
        let finder = AwaitFinder(viewMode: .sourceAccurate)
        finder.walk(cell.tree)
        guard let found = finder.found else { return nil }
        let place = SourceLocationConverter(fileName: "", tree: cell.tree).location(for: found)
        let line = cell.text.firstLine + place.line - 1
        let column = cell.text.character(line, atByte: place.column)
        return CompileFailure(
            diagnostics: [
                .init(
                    severity: .error,
                    message:
                        "the top level of a cell cannot do this: put it into `try wait { … }`",
                    line: line, column: column,
                    caret: "\(cell.text.line(line))\n\(cell.text.indentation(line, before: column))^")
            ], isSyntax: false)
    }

    private func note(_ node: some SyntaxProtocol) { found = found ?? node.positionAfterSkippingLeadingTrivia }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        if let word = node.modifiers.first(where: { $0.name.tokenKind == .keyword(.async) }) { note(word) }
        return .visitChildren
    }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        if let word = node.awaitKeyword { note(word) }
        return .visitChildren
    }

    override func visit(_: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

/// Finds `await` outside of closures and functions.
final class TopLevelAwaits: SyntaxVisitor {
    private(set) var found: [AwaitExprSyntax] = []
    init() { super.init(viewMode: .sourceAccurate) }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        found.append(node)
        return .skipChildren
    }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
