import SwiftSyntax

/// Finds the names that occur inside the closures and nested functions of a body: their variables must live in boxes.
/// Telling by the name alone may box one too many, and never one too few.
final class SharedNames: SyntaxVisitor {
    private var depth = 0
    private(set) var names: Set<String> = []

    static func find(in body: some SyntaxProtocol) -> Set<String> {
        let visitor = SharedNames(viewMode: .sourceAccurate)
        visitor.walk(body)
        return visitor.names
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: ClosureExprSyntax) { depth -= 1 }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: FunctionDeclSyntax) { depth -= 1 }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: AccessorBlockSyntax) { depth -= 1 }
    override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind { .visitChildren }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        if depth > 0 { names.insert(node.baseName.text) }
        return .visitChildren
    }

    private func enter() -> SyntaxVisitorContinueKind {
        depth += 1
        return .visitChildren
    }
}
