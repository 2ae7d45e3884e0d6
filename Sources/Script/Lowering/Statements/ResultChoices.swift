import SwiftSyntax

/// Bodies that only choose among results: any number of `if … { return a }` and `guard … else { return b }`, then `return c`.
/// They are lowered as one expression, so that a result goes from the `return` to the caller with no stop in between.
extension Lowerer {
    func isChoiceOfResults(_ items: ArraySlice<CodeBlockItemSyntax>) -> Bool {
        guard let item = items.first else { return false }
        let rest = items.dropFirst()
        switch item.item {
        case .decl: return false
        case .expr(let expression): return expression.as(IfExprSyntax.self).map { isChoiceOfResults($0, rest) } ?? false
        case .stmt(let statement):
            switch statement.as(StmtSyntaxEnum.self) {
            case .returnStmt(let node): return rest.isEmpty && node.expression != nil
            case .expressionStmt(let wrapped):
                return wrapped.expression.as(IfExprSyntax.self).map { isChoiceOfResults($0, rest) } ?? false
            case .guardStmt(let node): return isChoiceOfResults(Array(node.body.statements)[...]) && isChoiceOfResults(rest)
            default: return false
            }
        }
    }

    private func isChoiceOfResults(_ conditional: IfExprSyntax, _ rest: ArraySlice<CodeBlockItemSyntax>) -> Bool {
        guard isChoiceOfResults(Array(conditional.body.statements)[...]) else { return false }
        switch conditional.elseBody {
        case nil: return isChoiceOfResults(rest)
        case .ifExpr(let next)?: return isChoiceOfResults(next, rest)
        case .codeBlock(let block)?: return rest.isEmpty && isChoiceOfResults(Array(block.statements)[...])
        }
    }

    func lowerChoiceOfResults(_ items: ArraySlice<CodeBlockItemSyntax>, _ type: ScriptType) throws -> Lowered {
        guard let item = items.first else { return Lowered(constant: .void, .never) }
        let rest = items.dropFirst()
        switch item.item {
        case .expr(let expression):
            if let conditional = expression.as(IfExprSyntax.self) { return lowerChoice(conditional, rest, type) }
        case .stmt(let statement):
            switch statement.as(StmtSyntaxEnum.self) {
            case .returnStmt(let node):
                if let expression = node.expression { return try lower(expression, as: type, for: "return type") }
            case .expressionStmt(let wrapped):
                if let conditional = wrapped.expression.as(IfExprSyntax.self) { return lowerChoice(conditional, rest, type) }
            case .guardStmt(let node):
                let other = result(type) { try scoped { try lowerChoiceOfResults(Array(node.body.statements)[...], type) } }
                let condition = test { try lowerConditions(node.conditions) }
                return choice(condition, result(type) { try lowerChoiceOfResults(rest, type) }, other, type)
            default: break
            }
        case .decl: break
        }
        throw fail("this form of statement is not supported in cells", item)
    }

    private func lowerChoice(
        _ conditional: IfExprSyntax, _ rest: ArraySlice<CodeBlockItemSyntax>, _ type: ScriptType
    ) -> Lowered {
        let (condition, first) = scoped {
            let condition = test { try lowerConditions(conditional.conditions) }
            let body = Array(conditional.body.statements)[...]
            return (condition, result(type) { try scoped { try lowerChoiceOfResults(body, type) } })
        }
        let second: Lowered
        switch conditional.elseBody {
        case nil: second = result(type) { try lowerChoiceOfResults(rest, type) }
        case .ifExpr(let next)?: second = lowerChoice(next, rest, type)
        case .codeBlock(let block)?:
            second = result(type) { try scoped { try lowerChoiceOfResults(Array(block.statements)[...], type) } }
        }
        return choice(condition, first, second, type)
    }

    /// A part; when it is wrong that is reported, and the parts after it are lowered all the same.
    private func result(_ type: ScriptType, _ body: () throws -> Lowered) -> Lowered {
        var lowered = Lowered(constant: .void, type)
        recovering { lowered = try body() }
        return lowered
    }

    private func test(_ body: () throws -> BoolCode) -> BoolCode {
        var code: BoolCode = { _ in false }
        recovering { code = try body() }
        return code
    }

    private func choice(_ condition: @escaping BoolCode, _ first: Lowered, _ second: Lowered, _ type: ScriptType) -> Lowered {
        switch type {
        case .int:
            let (a, b) = (first.int, second.int)
            return Lowered(int: { try condition($0) ? try a($0) : try b($0) })
        case .double:
            let (a, b) = (first.double, second.double)
            return Lowered(double: { try condition($0) ? try a($0) : try b($0) })
        case .bool:
            let (a, b) = (first.bool, second.bool)
            return Lowered(bool: { try condition($0) ? try a($0) : try b($0) })
        default:
            let (a, b) = (first.code, second.code)
            return Lowered(type) { try condition($0) ? try a($0) : try b($0) }
        }
    }
}
