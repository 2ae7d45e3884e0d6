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
            if parameters(of: outer).contains(name) { return true }
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

    /// Whether a token names a parameter of a function or closure around it, or is one.
    static func isParameter(_ token: TokenSyntax) -> Bool {
        let isReference = token.parent?.as(DeclReferenceExprSyntax.self).map { reference in
            reference.parent?.as(MemberAccessExprSyntax.self)?.declName.id != reference.id
        }
        guard isReference ?? (token.parent?.is(FunctionParameterSyntax.self) ?? false) else { return false }
        var inner = Syntax(token)
        while let outer = inner.parent {
            // What a parameter is by default is said outside.
            let isWithin = isReference != true || !inner.is(FunctionSignatureSyntax.self)
            if isWithin, parameters(of: outer).contains(token.identifierText) { return true }
            inner = outer
        }
        return false
    }

    private static func parameters(of node: Syntax) -> [String] {
        func names(_ clause: FunctionParameterClauseSyntax?) -> [String] {
            clause?.parameters.map { ($0.secondName ?? $0.firstName).identifierText } ?? []
        }
        if let function = node.as(FunctionDeclSyntax.self) { return names(function.signature.parameterClause) }
        if let initializer = node.as(InitializerDeclSyntax.self) { return names(initializer.signature.parameterClause) }
        switch node.as(ClosureExprSyntax.self)?.signature?.parameterClause {
        case .simpleInput(let list)?: return list.map(\.name.identifierText)
        case .parameterClause(let clause)?: return clause.parameters.map { ($0.secondName ?? $0.firstName).identifierText }
        default: return []
        }
    }
}
