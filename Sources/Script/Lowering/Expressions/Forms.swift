import SwiftSyntax

extension Lowerer {
    func lowerTry(_ attempt: TryExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        tryDepth += 1
        defer { tryDepth -= 1 }
        guard let mark = attempt.questionOrExclamationMark else {
            try requireHandler(attempt)
            return try lower(attempt.expression, expecting: wanted)
        }
        let body = try lower(attempt.expression, expecting: wanted?.unwrapped)
        let (code, site, machine) = (body.code, site(attempt), machine)
        if mark.text == "!" {
            return Lowered(body.type) { base in
                do { return try code(base) } catch let failure as ScriptFailure {
                    guard case .thrown = failure.reason else { throw failure }
                    throw trap("'try!' met an error: \(failure.message)", site)
                }
            }
        }
        return Lowered(body.type.asOptional) { base in
            let depth = machine.depth
            do { return try code(base) } catch let failure as ScriptFailure {
                guard case .thrown = failure.reason else { throw failure }
                machine.depth = depth
                return .none
            }
        }
    }

    /// An error must have somewhere to go: a `catch`, a `throws`, or the top of the cell.
    func requireHandler(_ node: some SyntaxProtocol) throws {
        let context = function
        if context.isTopLevel || context.catchDepth > 0 || context.canThrow || context.code?.canThrow == true { return }
        throw fail(
            "errors thrown from here are not handled", node, remedy: "declare the function 'throws', or use do { … } catch { … }")
    }

    func lowerTernary(_ ternary: TernaryExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let condition = try lower(ternary.condition, as: .bool, for: "expected type").bool
        var (first, second): (Lowered, Lowered)
        if let wanted {
            (first, second) = (
                try lower(ternary.thenExpression, expecting: wanted), try lower(ternary.elseExpression, expecting: wanted)
            )
        } else {
            (first, second) = try operands(ternary.thenExpression, ternary.elseExpression, nil, "?:")
        }
        guard let type = join(first.type, second.type) else {
            throw fail(
                "result values in '? :' expression have mismatching types '\(first.type)' and '\(second.type)'", ternary)
        }
        let adapts = first.adapts && second.adapts
        var result: Lowered
        switch type {
        case .int where first.type == .int && second.type == .int:
            let a = first.int
            let b = second.int
            result = Lowered(int: { try condition($0) ? a($0) : b($0) })
        case .double where first.type == .double && second.type == .double:
            let a = first.double
            let b = second.double
            result = Lowered(double: { try condition($0) ? a($0) : b($0) })
        default:
            let a = first.code
            let b = second.code
            result = Lowered(type) { try condition($0) ? a($0) : b($0) }
        }
        result.adapts = adapts
        return result
    }

    func lowerCast(_ cast: AsExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let type = try resolve(cast.type)
        guard let mark = cast.questionOrExclamationMark else {
            // `x as Any` keeps what is known of x: the text of an optional depends on it.
            if type == .any { return try lower(cast.expression) }
            return try lower(cast.expression, as: type, for: "type").retyped(type)
        }
        let value = try lower(cast.expression)
        let (code, site) = (value.code, site(cast))
        if mark.text == "?" {
            return Lowered(.optional(type)) { base in
                let value = try code(base)
                return type.contains(value) ? value : .none
            }
        }
        return Lowered(type) { base in
            let value = try code(base)
            guard type.contains(value) else {
                throw trap("could not cast value of type '\(value.typeName)' to '\(type)'", site)
            }
            return value
        }
    }

    func lowerTest(_ test: IsExprSyntax) throws -> Lowered {
        let type = try resolve(test.type)
        let code = try lower(test.expression).code
        return Lowered(bool: { base in
            let value = try code(base)
            return !value.isNil && type.contains(value)
        })
    }

    /// `\.loss` where a function is wanted, and `\Run.loss` anywhere.
    func lowerKeyPath(_ path: KeyPathExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        var root: ScriptType?
        if case .function(let parameters, _)? = wanted?.unwrapped, parameters.count == 1, !parameters[0].hasVariables {
            root = parameters[0]
        }
        if let written = path.root { root = try resolve(written) }
        guard let root else { throw fail("cannot infer the root type of this key path", path, remedy: "write \\Type.member") }
        let context = FunctionContext(parent: function)
        let outer = function
        function = context
        defer { function = outer }
        var current = Variable("root", root, isConstant: true, .slot(context.slot(root)), owner: context).read
        for component in path.components {
            switch component.component {
            case .property(let property):
                let name = property.declName.baseName.text
                if name != "self" { current = try memberValue(current, name, nil, property) }
            default: throw fail("a key path in a cell goes through properties only", component)
            }
        }
        let code = FunctionCode("key path", [.init(label: nil, name: "root", type: root)], current.type)
        code.setBody(current)
        code.finish(context.layout)
        return Lowered(constant: .function(Closure(code, [], machine, site(path))), code.type)
    }

    /// `x ~= y`, and what a `case` does with a value.
    func lowerMatch(_ infix: InfixOperatorExprSyntax) throws -> Lowered {
        let subject = try lower(infix.rightOperand)
        let matcher = try expressionPattern(infix.leftOperand, subject.type, binding: nil)
        let code = subject.code
        return Lowered(bool: { base in try matcher(base, code(base)) })
    }

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
