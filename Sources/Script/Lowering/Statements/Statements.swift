import SwiftSyntax

extension Lowerer {
    /// A block with a scope of its own.
    func lowerBlock(_ block: CodeBlockSyntax) throws -> Exec { try scopedStatement { try lowerStatements(block.statements) } }

    /// Statements in the scope at hand. A wrong one is reported, and the next one is lowered all the same.
    func lowerStatements(_ items: CodeBlockItemListSyntax) throws -> Exec {
        let known = localFunctions.count
        hoist(items)
        let slots = localFunctions[known...].compactMap { variable -> Int? in
            if case .boxed(let slot) = variable.location { return slot }
            return nil
        }
        let body = try lowerStatements(Array(items)[...])
        if slots.isEmpty { return body }
        // Functions that name each other share boxes made before any of them.
        return { base in
            for slot in slots { base[slot] = .capture(Capture(.uninitialized)) }
            return try body(base)
        }
    }

    func lowerStatements(_ items: ArraySlice<CodeBlockItemSyntax>) throws -> Exec {
        var statements: [Step] = []
        for (index, item) in zip(items.indices, items) {
            if case .stmt(let statement) = item.item, let deferred = statement.as(DeferStmtSyntax.self) {
                let body = try lowerBlock(deferred.body)
                let rest = try lowerStatements(items[(index + 1)...])
                let exec: Exec = { base in
                    let flow: Flow
                    do { flow = try rest(base) } catch {
                        _ = try body(base)
                        throw error
                    }
                    // The result, if there is one, must not be disturbed.
                    let held = flow == .returning ? base.pointee : .void
                    _ = try body(base)
                    if flow == .returning { base.initialize(to: held) }
                    return flow
                }
                statements.append(Step(run: exec))
                break
            }
            recovering { statements.append(Step(run: try lowerItem(item))) }
        }
        return sequence(statements)
    }

    func lowerItem(_ item: CodeBlockItemSyntax) throws -> Exec {
        switch item.item {
        case .decl(let declaration): return try lowerDeclaration(declaration)
        case .stmt(let statement): return try lowerStatement(statement)
        case .expr(let expression): return try lowerExpressionStatement(expression)
        }
    }

    func lowerExpressionStatement(_ expression: ExprSyntax) throws -> Exec {
        if let conditional = expression.as(IfExprSyntax.self) { return try lowerIf(conditional) }
        if let choice = expression.as(SwitchExprSyntax.self) { return try lowerSwitch(choice) }
        let lowered = try lower(expression)
        if lowered.type != .void, lowered.type != .never, !lowered.type.isOptional || lowered.constant != nil,
            isUnused(expression), !function.isTopLevel
        {
            warn("the result of this expression is unused", expression, remedy: "write '_ = ' in front of it, or remove it")
        }
        let effect = lowered.effect
        return { base in
            try effect(base)
            return .next
        }
    }

    /// Whether an expression does nothing but give a value.
    private func isUnused(_ expression: ExprSyntax) -> Bool {
        switch expression.as(ExprSyntaxEnum.self) {
        case .infixOperatorExpr(let infix): !isAssignment(infix)
        case .declReferenceExpr, .integerLiteralExpr, .floatLiteralExpr, .stringLiteralExpr, .booleanLiteralExpr: true
        default: false
        }
    }

    func lowerStatement(_ statement: StmtSyntax) throws -> Exec {
        switch statement.as(StmtSyntaxEnum.self) {
        case .expressionStmt(let wrapped): return try lowerExpressionStatement(wrapped.expression)
        case .returnStmt(let node): return try lowerReturn(node)
        case .forStmt(let loop): return try lowerFor(loop, label: nil)
        case .whileStmt(let loop): return try lowerWhile(loop, label: nil)
        case .repeatStmt(let loop): return try lowerRepeat(loop, label: nil)
        case .labeledStmt(let labeled): return try lowerLabeled(labeled)
        case .breakStmt(let node): return try lowerBreak(node)
        case .continueStmt(let node): return try lowerContinue(node)
        case .guardStmt(let node): return try lowerGuard(node)
        case .doStmt(let node): return try lowerDo(node, label: nil)
        case .throwStmt(let node): return try lowerThrow(node)
        case .fallThroughStmt: return { _ in .fallingThrough }
        case .deferStmt(let node): return try lowerBlock(node.body)
        case .yieldStmt(let node): throw unsupported("yield", node, "get and set")
        default: throw fail("this form of statement is not supported in cells", statement)
        }
    }

    private func lowerReturn(_ node: ReturnStmtSyntax) throws -> Exec {
        guard !function.isTopLevel else { throw fail("return invalid outside of a func", node) }
        guard let expression = node.expression else {
            if let wanted = function.resultType, wanted != .void {
                throw fail("non-void function should return a value", node, remedy: "it is declared to return '\(wanted)'")
            }
            function.resultType = .void
            return { base in
                base.initialize(to: .void)
                return .returning
            }
        }
        if function.resultType == .void {
            let value = try lower(expression)
            guard value.type == .void || value.type == .never else {
                throw fail(
                    "unexpected non-void return value in void function", expression,
                    remedy: "declare the result: '-> \(value.type)'")
            }
            let code = value.code
            return { base in
                _ = try code(base)
                base.initialize(to: .void)
                return .returning
            }
        }
        var value: Lowered
        if let wanted = function.resultType {
            value = try lower(expression, as: wanted, for: "return type")
        } else {
            value = try lower(expression)
            function.resultType = value.type
        }
        switch value.type {
        case .int:
            let code = value.int
            return { base in
                let number = try code(base)
                base.initialize(to: .int(number))
                return .returning
            }
        case .double:
            let code = value.double
            return { base in
                let number = try code(base)
                base.initialize(to: .double(number))
                return .returning
            }
        default:
            let code = value.code
            return { base in
                let value = try code(base)
                base.initialize(to: value)
                return .returning
            }
        }
    }

    private func lowerThrow(_ node: ThrowStmtSyntax) throws -> Exec {
        try requireHandler(node)
        let value = try lower(node.expression, expecting: .error)
        guard canConvert(value.type, to: .error) else {
            throw fail("thrown expression type '\(value.type)' does not conform to 'Error'", node, remedy: "declare it ': Error'")
        }
        let (code, site) = (value.code, site(node))
        return { base in
            let value = try code(base)
            throw ScriptFailure(.thrown(value), value.described(as: nil, quoted: false), site)
        }
    }

    private func lowerLabeled(_ labeled: LabeledStmtSyntax) throws -> Exec {
        let label = labeled.label.text
        switch labeled.statement.as(StmtSyntaxEnum.self) {
        case .forStmt(let loop): return try lowerFor(loop, label: label)
        case .whileStmt(let loop): return try lowerWhile(loop, label: label)
        case .repeatStmt(let loop): return try lowerRepeat(loop, label: label)
        case .doStmt(let node): return try lowerDo(node, label: label)
        case .expressionStmt(let wrapped):
            return try targeted(label, isLoop: false) { id in
                let exec = try self.lowerExpressionStatement(wrapped.expression)
                return { base in
                    let flow = try exec(base)
                    return flow == .breaking(id) ? .next : flow
                }
            }
        default: throw fail("labels are only valid on loops, if, switch, and do statements", labeled)
        }
    }

    /// Lowers what `break` and `continue` may refer to.
    func targeted(_ label: String?, isLoop: Bool, _ body: (Int) throws -> Exec) throws -> Exec {
        let id = nextTarget
        nextTarget += 1
        function.targets.append((label, id, isLoop))
        defer { function.targets.removeLast() }
        return try body(id)
    }

    private func lowerBreak(_ node: BreakStmtSyntax) throws -> Exec {
        if let label = node.label?.text {
            guard let target = function.targets.last(where: { $0.label == label }) else {
                throw fail("cannot find label '\(label)' in scope", node)
            }
            return { _ in .breaking(target.id) }
        }
        guard let target = function.targets.last(where: { $0.isLoop || $0.label == nil }) else {
            throw fail("'break' is only allowed inside a loop, if, do, or switch", node)
        }
        return { _ in .breaking(target.id) }
    }

    private func lowerContinue(_ node: ContinueStmtSyntax) throws -> Exec {
        let label = node.label?.text
        guard let target = function.targets.last(where: { $0.isLoop && (label == nil || $0.label == label) }) else {
            throw fail(label.map { "cannot find label '\($0)' in scope" } ?? "'continue' is only allowed inside a loop", node)
        }
        return { _ in .continuing(target.id) }
    }
}
