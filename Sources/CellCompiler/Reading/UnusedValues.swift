import SwiftSyntax

/// Finds statements that make a value and leave it: `plot(losses)` in a loop, or before a `print`. A figure made so is output, so each is put
/// within a call that shows it if it is one, and gives it back.
final class UnusedValues: SyntaxVisitor {
    private(set) var found: [CodeBlockItemSyntax] = []

    /// What stands before such a statement; a parenthesis stands behind it.
    static let opening = "_showFigure("

    /// Calls that make nothing, or end what runs.
    private static let silent: Set<String> = [
        "print", "debugPrint", "dump", "show", "check", "record", "progress", "log", "assert", "assertionFailure", "precondition",
        "preconditionFailure", "fatalError", "swap", "withExtendedLifetime", "sleep", "usleep", "exit", "writeText",
    ]

    /// - Parameter skipping: a statement whose value is shown already.
    static func find(in tree: SourceFileSyntax, skipping last: CodeBlockItemSyntax?) -> [CodeBlockItemSyntax] {
        let finder = UnusedValues(viewMode: .sourceAccurate)
        finder.walk(tree)
        return finder.found.filter { $0.id != last?.id }
    }

    override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
        if case .expr(let expression) = node.item, Self.makesSomething(expression), !Self.isResult(node) { found.append(node) }
        return .visitChildren
    }

    private static func makesSomething(_ expression: ExprSyntax) -> Bool {
        if let inner = expression.as(TryExprSyntax.self) { return makesSomething(inner.expression) }
        if let inner = expression.as(AwaitExprSyntax.self) { return makesSomething(inner.expression) }
        guard let call = expression.as(FunctionCallExprSyntax.self) else { return expression.is(DeclReferenceExprSyntax.self) }
        if let function = call.calledExpression.as(DeclReferenceExprSyntax.self) {
            let name = function.baseName.text
            return !silent.contains(name) && !name.hasPrefix("_") && function.baseName.tokenKind != .keyword(.self)
                && function.baseName.tokenKind != .keyword(.super)
        }
        // Methods are called for what they do, in loops too where a look at their values would cost; figures are made by few.
        guard let member = call.calledExpression.as(MemberAccessExprSyntax.self) else { return false }
        return ["plot", "figure", "curve", "heatMap", "spectrogram", "contactSheet", "histogram"].contains {
            member.declName.baseName.text.hasPrefix($0)
        }
    }

    /// Whether a statement is all of a function or closure, and so its result.
    private static func isResult(_ item: CodeBlockItemSyntax) -> Bool {
        guard let list = item.parent?.as(CodeBlockItemListSyntax.self), list.count == 1 else { return false }
        guard let holder = list.parent else { return false }
        if let closure = holder.as(ClosureExprSyntax.self) {
            // `forEach` wants none.
            guard let called = closure.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.as(MemberAccessExprSyntax.self)
            else { return true }
            return called.declName.baseName.text != "forEach"
        }
        guard let block = holder.as(CodeBlockSyntax.self)?.parent ?? holder.as(SwitchCaseSyntax.self)?.parent?.parent else {
            // Of an accessor, whose body is its value; or of the file itself.
            return !holder.is(SourceFileSyntax.self)
        }
        if let function = block.as(FunctionDeclSyntax.self) { return function.signature.returnClause != nil }
        // A branch may be a value, and so may the whole of it be.
        if block.is(IfExprSyntax.self) || block.is(SwitchExprSyntax.self) { return isValue(block) }
        return block.is(AccessorDeclSyntax.self)
    }

    private static func isValue(_ branch: Syntax) -> Bool {
        guard let statement = branch.parent?.as(ExpressionStmtSyntax.self) else {
            // `else if` is a branch of the branch before.
            if let outer = branch.parent?.as(IfExprSyntax.self) { return isValue(Syntax(outer)) }
            return true
        }
        guard let item = statement.parent?.as(CodeBlockItemSyntax.self) else { return true }
        return isResult(item)
    }
}
