import SwiftSyntax

/// Finds references to names that no scope within the expression binds.
final class FreeNames: SyntaxVisitor {
    private let names: Set<String>
    private(set) var found: [DeclReferenceExprSyntax] = []

    init(_ names: Set<String>) {
        self.names = names
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        let name = node.baseName.identifierText
        guard names.contains(name) else { return .visitChildren }
        // The member after a dot is another name.
        if let member = node.parent?.as(MemberAccessExprSyntax.self), member.declName.id == node.id { return .visitChildren }
        if !Self.isBound(name, around: Syntax(node)) { found.append(node) }
        return .visitChildren
    }

    private static func isBound(_ name: String, around node: Syntax) -> Bool {
        var inner = node
        while let outer = inner.parent {
            if let closure = outer.as(ClosureExprSyntax.self) {
                switch closure.signature?.parameterClause {
                case .simpleInput(let list)?: if list.contains(where: { $0.name.identifierText == name }) { return true }
                case .parameterClause(let clause)?:
                    if clause.parameters.contains(where: { ($0.secondName ?? $0.firstName).identifierText == name }) {
                        return true
                    }
                default: break
                }
            }
            if let statements = outer.as(CodeBlockItemListSyntax.self) {
                for item in statements where item.position < inner.position {
                    if CellSyntax.declarations(of: item).contains(where: { $0.name == name }) { return true }
                }
            }
            if let loop = outer.as(ForStmtSyntax.self), loop.pattern.boundNames.contains(name), inner.id != loop.sequence.id {
                return true
            }
            inner = outer
        }
        return false
    }
}
