import SwiftSyntax

extension Lowerer {
    /// The conditions of an `if`, `guard` or `while`; what they bind is declared in the scope at hand.
    func lowerConditions(_ conditions: ConditionElementListSyntax) throws -> BoolCode {
        var parts: [Lowered] = []
        for condition in conditions {
            switch condition.condition {
            case .expression(let expression):
                let test = try lower(expression, expecting: .bool)
                if test.type.isOptional {
                    throw fail(
                        "optional type '\(test.type)' cannot be used as a boolean", expression,
                        remedy: "test for '!= nil' instead")
                }
                if let infix = expression.as(InfixOperatorExprSyntax.self), infix.operator.is(AssignmentExprSyntax.self) {
                    throw fail("use of '=' in a boolean context, did you mean '=='?", expression)
                }
                parts.append(try coerce(test, to: .bool, expression, for: "condition type"))
            case .optionalBinding(let binding): parts.append(Lowered(bool: try optionalBinding(binding)))
            case .matchingPattern(let pattern):
                let subject = try lower(pattern.initializer.value)
                let matcher = try self.pattern(pattern.pattern, subject.type, binding: nil)
                let code = subject.code
                parts.append(Lowered(bool: { base in try matcher(base, code(base)) }))
            case .availability: break
            }
        }
        switch parts.count {
        case 0: return { _ in true }
        case 1: return parts[0].bool
        case 2:
            let a = parts[0].bool
            let b = parts[1].bool
            return { try a($0) && b($0) }
        default:
            var all = parts[0].bool
            for part in parts.dropFirst() {
                let (before, next) = (all, part.bool)
                all = { try before($0) && next($0) }
            }
            return all
        }
    }

    private func optionalBinding(_ binding: OptionalBindingConditionSyntax) throws -> BoolCode {
        let annotation = try binding.typeAnnotation.map { try resolve($0.type) }
        let value: Lowered
        let node: ExprSyntax
        if let initializer = binding.initializer {
            node = initializer.value
            value = try lower(initializer.value, expecting: annotation.map { .optional($0) })
        } else {
            guard let name = binding.pattern.as(IdentifierPatternSyntax.self) else {
                throw fail("a name is expected here", binding.pattern)
            }
            let reference = ExprSyntax(DeclReferenceExprSyntax(baseName: name.identifier))
            do { value = try lower(reference) } catch let diagnostic as Diagnostic {
                throw fail(diagnostic.message, binding.pattern, remedy: diagnostic.remedy)
            }
            node = reference
        }
        guard value.type.isOptional || value.type == .any else {
            throw fail(
                "initializer for conditional binding must have Optional type, not '\(value.type)'",
                binding.initializer.map { Syntax($0.value) } ?? Syntax(binding.pattern), remedy: "use a plain 'let' instead")
        }
        _ = node
        let code = value.code
        let inner = annotation ?? value.type.unwrappedOnce
        if binding.pattern.is(WildcardPatternSyntax.self) { return { try !code($0).isNil } }
        if !binding.pattern.is(IdentifierPatternSyntax.self) {
            let matcher = try pattern(binding.pattern, inner, binding: binding.bindingSpecifier.tokenKind == .keyword(.let))
            return { base in
                let value = try code(base)
                return try !value.isNil && matcher(base, value)
            }
        }
        guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
            throw fail("a name is expected here", binding.pattern)
        }
        let isConstant = binding.bindingSpecifier.tokenKind == .keyword(.let)
        // A top-level `guard let` declares a name of the session; an `if let` one of its own block.
        let store = declare(name, inner, isConstant: isConstant).store
        return { base in
            let value = try code(base)
            if value.isNil { return false }
            store(base, value)
            return true
        }
    }

    func lowerIf(_ conditional: IfExprSyntax) throws -> Exec {
        let condition: BoolCode
        let body: Exec
        function.scopes.append([:])
        do {
            defer { function.scopes.removeLast() }
            condition = try lowerConditions(conditional.conditions)
            body = try lowerBlock(conditional.body)
        }
        switch conditional.elseBody {
        case nil:
            return { base in try condition(base) ? try body(base) : .next }
        case .ifExpr(let next)?:
            let other = try lowerIf(next)
            return { base in try condition(base) ? try body(base) : try other(base) }
        case .codeBlock(let block)?:
            let other = try lowerBlock(block)
            return { base in try condition(base) ? try body(base) : try other(base) }
        }
    }

    func lowerGuard(_ node: GuardStmtSyntax) throws -> Exec {
        let other = try lowerBlock(node.body)
        guard alwaysLeaves(node.body.statements) else {
            throw fail("'guard' body must not fall through, consider using a 'return' or 'throw' to exit the scope", node.body)
        }
        let condition = try lowerConditions(node.conditions)
        return { base in try condition(base) ? .next : try other(base) }
    }

    /// Whether control never reaches the end of the statements.
    func alwaysLeaves(_ items: CodeBlockItemListSyntax) -> Bool {
        for item in items {
            switch item.item {
            case .stmt(let statement): if leaves(statement) { return true }
            case .expr(let expression): if leaves(expression) { return true }
            case .decl: break
            }
        }
        return false
    }

    private func leaves(_ statement: StmtSyntax) -> Bool {
        switch statement.as(StmtSyntaxEnum.self) {
        case .returnStmt, .throwStmt, .breakStmt, .continueStmt, .fallThroughStmt: return true
        case .expressionStmt(let wrapped): return leaves(wrapped.expression)
        case .doStmt(let node):
            return alwaysLeaves(node.body.statements) && node.catchClauses.allSatisfy { alwaysLeaves($0.body.statements) }
        case .whileStmt(let loop):
            return loop.conditions.trimmedDescription == "true" && !loop.body.description.contains("break")
        case .repeatStmt(let loop): return alwaysLeaves(loop.body.statements)
        case .labeledStmt(let labeled): return leaves(labeled.statement)
        default: return false
        }
    }

    private func leaves(_ expression: ExprSyntax) -> Bool {
        if let conditional = expression.as(IfExprSyntax.self) {
            guard alwaysLeaves(conditional.body.statements) else { return false }
            switch conditional.elseBody {
            case .ifExpr(let next)?: return leaves(ExprSyntax(next))
            case .codeBlock(let block)?: return alwaysLeaves(block.statements)
            case nil: return false
            }
        }
        if let choice = expression.as(SwitchExprSyntax.self) {
            return choice.cases.allSatisfy {
                if case .switchCase(let item) = $0 { return alwaysLeaves(item.statements) }
                return false
            }
        }
        if let call = expression.as(FunctionCallExprSyntax.self) {
            return ["fatalError", "preconditionFailure"].contains(call.calledExpression.trimmedDescription)
        }
        return false
    }
}
