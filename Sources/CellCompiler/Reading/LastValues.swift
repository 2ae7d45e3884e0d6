import SwiftSyntax

/// Finds `_` where a value is wanted.
final class LastValues: SyntaxVisitor {
    private(set) var found: [TokenSyntax] = []
    init() { super.init(viewMode: .sourceAccurate) }

    /// In a pattern it stands for anything: `case (let n, _)`, `catch _`.
    override func visit(_ node: ExpressionPatternSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: DiscardAssignmentExprSyntax) -> SyntaxVisitorContinueKind {
        var outer = Syntax(node)
        // Within the tuple of `(_, x) = f()` too.
        while let parent = outer.parent,
            parent.is(LabeledExprSyntax.self) || parent.is(LabeledExprListSyntax.self) || parent.is(TupleExprSyntax.self)
        {
            outer = parent
        }
        if let list = outer.parent?.as(ExprListSyntax.self), let place = list.firstIndex(where: { $0.id == outer.id }) {
            let next = list.index(after: place)
            if next < list.endIndex, list[next].is(AssignmentExprSyntax.self) { return .visitChildren }
        }
        found.append(node.wildcard)
        return .visitChildren
    }
}
