import SwiftSyntax

/// Which names a cell takes from outside and which it declares or changes, told by the source alone: what staleness is computed from.
final class CellNames: SyntaxVisitor {
    private var reads: Set<String> = []
    private var writes: Set<String> = []
    private var declared: Set<String> = []
    private var depth = 0

    /// Methods of the standard library that change what they are called on; those of other types look like any call.
    private static let mutating: Set<String> = [
        "append", "insert", "remove", "removeAll", "removeFirst", "removeLast", "removeSubrange", "removeValue", "popFirst",
        "popLast",
        "popMin", "sort", "reverse", "shuffle", "swapAt", "update", "updateValue", "merge", "formUnion", "formIntersection",
        "subtract",
        "formSymmetricDifference", "replaceSubrange", "reserveCapacity", "toggle", "negate", "next", "write", "partition",
        "round",
    ]

    static func find(in tree: SourceFileSyntax) -> (reads: Set<String>, writes: Set<String>) {
        let visitor = CellNames(viewMode: .sourceAccurate)
        visitor.walk(tree)
        return (visitor.reads.subtracting(visitor.declared), visitor.writes)
    }

    override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { deeper() }
    override func visitPost(_ node: CodeBlockSyntax) { depth -= 1 }
    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { deeper() }
    override func visitPost(_ node: ClosureExprSyntax) { depth -= 1 }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { deeper() }
    override func visitPost(_ node: MemberBlockSyntax) { depth -= 1 }

    private func deeper() -> SyntaxVisitorContinueKind {
        depth += 1
        return .visitChildren
    }

    override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
        declare(node.identifier.text)
        return .visitChildren
    }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name.text)
        for parameter in node.signature.parameterClause.parameters {
            declared.insert((parameter.secondName ?? parameter.firstName).text)
        }
        return .visitChildren
    }
    override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name.text)
        return .visitChildren
    }
    override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        declare(node.name.text)
        return .visitChildren
    }
    override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
        writes.insert(node.extendedType.trimmedDescription)
        return .visitChildren
    }
    override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
        declared.insert(node.name.text)
        return .visitChildren
    }
    override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
        declared.insert((node.secondName ?? node.firstName).text)
        return .visitChildren
    }
    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        reads.insert(node.name.text)
        return .visitChildren
    }
    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        if let member = node.parent?.as(MemberAccessExprSyntax.self), member.declName.id == node.id { return .visitChildren }
        if !node.baseName.text.hasPrefix("$"), node.baseName.text != "self" { reads.insert(node.baseName.text) }
        return .visitChildren
    }

    /// An assignment, a mutating operator, `&x`, or a method call may change the variable at the root.
    override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
        let elements = Array(node.elements)
        if elements.count >= 3 {
            let name = elements[1].as(BinaryOperatorExprSyntax.self)?.operator.text
            if elements[1].is(AssignmentExprSyntax.self)
                || name.map({ $0.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains($0) }) ?? false
            {
                change(elements[0])
            }
        }
        return .visitChildren
    }
    override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
        change(node.expression)
        return .visitChildren
    }
    override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
        if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = member.base,
            Self.mutating.contains(member.declName.baseName.text)
        {
            change(base)
        }
        return .visitChildren
    }

    private func declare(_ name: String) {
        declared.insert(name)
        if depth == 0 { writes.insert(name) }
    }

    private func change(_ expression: ExprSyntax) {
        var current = expression
        while true {
            if let member = current.as(MemberAccessExprSyntax.self), let base = member.base {
                current = base
            } else if let call = current.as(SubscriptCallExprSyntax.self) {
                current = call.calledExpression
            } else if let unwrap = current.as(ForceUnwrapExprSyntax.self) {
                current = unwrap.expression
            } else if let chain = current.as(OptionalChainingExprSyntax.self) {
                current = chain.expression
            } else {
                break
            }
        }
        if let tuple = current.as(TupleExprSyntax.self) { for element in tuple.elements { change(element.expression) } }
        if let name = current.as(DeclReferenceExprSyntax.self)?.baseName.text { writes.insert(name) }
    }
}
