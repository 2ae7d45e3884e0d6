import SwiftSyntax

extension Lowerer {
    /// Whether an `if` or `switch` can give a value: every branch is one expression.
    func isValueForm(_ expression: ExprSyntax) -> Bool {
        func single(_ items: CodeBlockItemListSyntax) -> Bool {
            guard items.count == 1, let item = items.first else { return false }
            switch item.item {
            case .expr(let inner):
                if let infix = inner.as(InfixOperatorExprSyntax.self), isAssignment(infix) { return false }
                if inner.is(IfExprSyntax.self) || inner.is(SwitchExprSyntax.self) { return isValueForm(inner) }
                return true
            case .stmt(let statement):
                if statement.is(ThrowStmtSyntax.self) { return true }
                return statement.as(ExpressionStmtSyntax.self).map { isValueForm($0.expression) } ?? false
            case .decl: return false
            }
        }
        if let conditional = expression.as(IfExprSyntax.self) {
            guard single(conditional.body.statements) else { return false }
            switch conditional.elseBody {
            case .ifExpr(let next)?: return isValueForm(ExprSyntax(next))
            case .codeBlock(let block)?: return single(block.statements)
            case nil: return false
            }
        }
        if let choice = expression.as(SwitchExprSyntax.self) {
            return choice.cases.allSatisfy {
                if case .switchCase(let item) = $0 { return single(item.statements) }
                return false
            }
        }
        return true
    }

    func lowerIfExpression(_ conditional: IfExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        guard isValueForm(ExprSyntax(conditional)) else {
            throw fail("an 'if' that gives a value needs an 'else', and one expression in each branch", conditional)
        }
        return try scoped {
            let condition = try lowerConditions(conditional.conditions)
            let first = try branchValue(conditional.body.statements, wanted)
            let second: Lowered =
                switch conditional.elseBody {
                case .ifExpr(let next)?: try lowerIfExpression(next, wanted ?? (first.type == .never ? nil : first.type))
                case .codeBlock(let block)?:
                    try scoped { try branchValue(block.statements, wanted ?? (first.type == .never ? nil : first.type)) }
                case nil: throw fail("'if' must have an unconditional 'else' to be used as expression", conditional)
                }
            guard let type = join(first.type, second.type) else {
                throw fail("branches have mismatching types '\(first.type)' and '\(second.type)'", conditional)
            }
            let a = first.code
            let b = second.code
            return Lowered(type) { try condition($0) ? a($0) : b($0) }
        }
    }

    private func branchValue(_ items: CodeBlockItemListSyntax, _ wanted: ScriptType?) throws -> Lowered {
        switch items.first!.item {
        case .expr(let expression): return try lower(expression, expecting: wanted)
        case .stmt(let statement):
            if let wrapped = statement.as(ExpressionStmtSyntax.self) { return try lower(wrapped.expression, expecting: wanted) }
            let exec = try lowerStatement(statement)
            return Lowered(.never) { base in
                _ = try exec(base)
                return .void
            }
        case .decl(let declaration): throw fail("a branch that gives a value is one expression", declaration)
        }
    }

    func lowerSwitchExpression(_ choice: SwitchExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        guard isValueForm(ExprSyntax(choice)) else {
            throw fail("a 'switch' that gives a value has one expression in each case", choice)
        }
        let subject = try lower(choice.subject)
        var type = wanted
        var cases: [(matcher: Matcher, value: Code)] = []
        for entry in choice.cases {
            guard case .switchCase(let item) = entry else { continue }
            try scoped {
                let matcher = try caseMatcher(item, subject.type)
                let value = try branchValue(item.statements, type)
                if type == nil || type == .never {
                    type = value.type
                } else if let joined = join(type!, value.type) {
                    type = joined
                } else {
                    throw fail("cases have mismatching types '\(type!)' and '\(value.type)'", item)
                }
                cases.append((matcher, value.code))
            }
        }
        try requireExhaustive(choice, subject.type)
        let (code, entries, site) = (subject.code, cases, site(choice))
        return Lowered(type ?? .void) { base in
            let value = try code(base)
            for entry in entries where try entry.matcher(base, value) { return try entry.value(base) }
            throw trap("no case of the 'switch' matches \(value.debugPrinted)", site)
        }
    }
}
