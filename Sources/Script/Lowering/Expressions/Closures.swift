import SwiftSyntax

extension Lowerer {
    func lowerClosure(_ closure: ClosureExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        var hints: [ScriptType]?
        var result: ScriptType?
        if case .function(let parameters, let value)? = wanted?.unwrapped {
            hints = parameters
            if !value.hasVariables { result = value }
        }
        if case .native(let native)? = wanted?.unwrapped,
            case .function(let parameters, let value)? = native.metatype.alternatives.first(where: { $0.isFunction })
        {
            hints = parameters
            result = value
        }
        let context = FunctionContext(parent: function)
        context.sharedNames = SharedNames.find(in: closure.statements)
        let names = try parameters(of: closure, hints)
        if let declared = closure.signature?.returnClause { result = try resolve(declared.type) }

        // A closure of several parameters takes a single tuple apart.
        var spread: [ScriptType.TupleElement]?
        if let hints, hints.count == 1, names.count > 1, case .tuple(let elements) = hints[0], elements.count == names.count {
            spread = elements
        } else if let hints, hints.count != names.count,
            !(names.isEmpty && hints.count <= 1 && closure.signature?.parameterClause == nil)
        {
            throw fail(
                "contextual closure type '\(wanted!)' expects \(hints.count) arguments, but \(names.count) were used in the closure body",
                closure, remedy: "write { \(["a", "b", "c", "d"].prefix(hints.count).joined(separator: ", ")) in … }")
        }
        let types = names.enumerated().map { index, entry in
            entry.type ?? spread?[index].type ?? (hints.flatMap { index < $0.count ? $0[index] : nil }) ?? .any
        }
        if hints == nil, let untyped = names.first(where: { $0.type == nil }) {
            throw fail(
                "cannot infer the type of the closure parameter '\(untyped.name)'", closure,
                remedy: "write its type: { (\(untyped.name): Int) in … }")
        }

        let code = FunctionCode("closure", [], result ?? .void)
        code.canThrow = true
        context.resultType = result
        context.code = code
        let outer = function
        function = context
        defer { function = outer }

        var setup: [(Base) -> Void] = []
        let anonymous = closure.signature?.parameterClause == nil
        func add(_ name: String, _ type: ScriptType, _ index: Int) {
            var (valueType, isReference) = (type, false)
            if case .reference(let inner) = type { (valueType, isReference) = (inner, true) }
            let slot = context.slot(isReference ? .any : valueType)
            let variable = Variable(name, valueType, isConstant: !isReference, .slot(slot), owner: context)
            variable.isParameter = true
            if anonymous {
                context.anonymous.append(variable)
            } else if name != "_" {
                context.scopes[0][name] = .variable(variable)
            }
            code.parameters.append(.init(label: nil, name: name, type: type, isInout: isReference))
        }
        if let spread {
            let slot = context.slot(.tuple(spread))
            code.parameters = [.init(label: nil, name: "tuple", type: .tuple(spread))]
            for (index, name) in names.enumerated() {
                let variable = Variable(
                    name.name, types[index], isConstant: true, .slot(context.slot(types[index])), owner: context)
                if anonymous {
                    context.anonymous.append(variable)
                } else if name.name != "_" {
                    context.scopes[0][name.name] = .variable(variable)
                }
                let store = variable.store
                setup.append { base in
                    if case .tuple(let tuple) = base[slot] { store(base, tuple.elements[index]) }
                }
            }
        } else {
            for (index, name) in names.enumerated() { add(name.name, types[index], index) }
            if names.isEmpty, let hints, hints.count == 1 { add("$0", hints[0], 0) }
        }
        let captured = try captureList(closure, outer)
        let body = try closureBody(closure, result)
        code.result = body.type
        let run = body.code
        let prepared = setup
        code.setBody(
            prepared.isEmpty
                ? body
                : Lowered(body.type) { base in
                    for step in prepared { step(base) }
                    return try run(base)
                })
        code.captureSlots = context.captures.map(\.to) + captured.map(\.slot)
        code.finish(context.layout)
        function = outer
        return closureValue(code, context.captures.map(\.from) + captured.map(\.value), closure)
    }

    /// The closure object, made anew each time unless it captures nothing.
    func closureValue(_ code: FunctionCode, _ captures: [Lowered], _ node: some SyntaxProtocol) -> Lowered {
        let (machine, site) = (machine, site(node))
        if captures.isEmpty { return Lowered(constant: .function(Closure(code, [], machine, site)), code.type) }
        let codes = captures.map(\.code)
        return Lowered(code.type) { base in
            .function(Closure(code, try codes.map { try $0(base) }, machine, site))
        }
    }

    private func parameters(
        of closure: ClosureExprSyntax, _ hints: [ScriptType]?
    ) throws -> [(name: String, type: ScriptType?)] {
        switch closure.signature?.parameterClause {
        case .simpleInput(let list)?: return list.map { ($0.name.text, nil) }
        case .parameterClause(let clause)?:
            return try clause.parameters.map { parameter in
                (parameter.secondName?.text ?? parameter.firstName.text, try parameter.type.map { try resolve($0) })
            }
        case nil:
            let highest = AnonymousParameters.highest(in: closure)
            var count = highest + 1
            if let hints {
                // `$0` alone may be the whole tuple; fewer names than parameters are an error in Swift only when none is used.
                if hints.count > count, highest >= 0 { count = hints.count }
                if highest < 0 { count = hints.count == 1 ? 0 : hints.count }
            }
            return (0..<max(0, count)).map { ("$\($0)", nil) }
        }
    }

    private func captureList(
        _ closure: ClosureExprSyntax, _ outer: FunctionContext
    ) throws -> [(slot: Int, value: Lowered)] {
        guard let clause = closure.signature?.capture else { return [] }
        return try clause.items.compactMap { item in
            let name = item.name.text
            if name == "self" { return nil }
            let inner = function
            function = outer
            defer { function = inner }
            let value: Lowered
            if let initializer = item.initializer {
                value = try lower(initializer.value)
            } else {
                guard case .binding(.variable(let variable))? = resolveName(name) else { throw unknownName(name, item) }
                value = function.capture(variable).read
            }
            let variable = Variable(name, value.type, isConstant: true, .slot(inner.slot(value.type)), owner: inner)
            inner.scopes[0][name] = .variable(variable)
            guard case .slot(let slot) = variable.location else { return nil }
            return (slot, value)
        }
    }

    private func closureBody(_ closure: ClosureExprSyntax, _ result: ScriptType?) throws -> Lowered {
        let items = Array(closure.statements)
        if items.count == 1, let expression = soleExpression(items[0], wantsValue: result != .void) {
            let body = try lower(expression, expecting: result)
            if result == .void {
                let code = body.code
                return Lowered(.void) { base in
                    _ = try code(base)
                    return .void
                }
            }
            guard let result else { return body }
            return try coerce(body, to: result, expression, for: "closure result type")
        }
        let exec = try lowerStatements(closure.statements)
        return Lowered(function.resultType ?? .void) { base in
            base.initialize(to: .void)
            let flow = try exec(base)
            return flow == .returning ? base.move() : .void
        }
    }

    /// The expression of a body that is nothing else: its value is the result without `return`.
    func soleExpression(_ item: CodeBlockItemSyntax, wantsValue: Bool) -> ExprSyntax? {
        switch item.item {
        case .expr(let expression):
            if let infix = expression.as(InfixOperatorExprSyntax.self), isAssignment(infix) {
                return wantsValue ? nil : expression
            }
            return expression
        case .stmt(let statement):
            if let returned = statement.as(ReturnStmtSyntax.self) { return returned.expression }
            if wantsValue, let wrapped = statement.as(ExpressionStmtSyntax.self), isValueForm(wrapped.expression) {
                return wrapped.expression
            }
            return nil
        case .decl: return nil
        }
    }

    func isAssignment(_ infix: InfixOperatorExprSyntax) -> Bool {
        if infix.operator.is(AssignmentExprSyntax.self) { return true }
        guard let name = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
        return Self.compound.contains(name)
    }
}

/// Finds the highest `$n` that belongs to a closure itself.
private final class AnonymousParameters: SyntaxVisitor {
    private var highest = -1

    static func highest(in closure: ClosureExprSyntax) -> Int {
        let visitor = AnonymousParameters(viewMode: .sourceAccurate)
        visitor.walk(closure.statements)
        return visitor.highest
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        if node.baseName.text.hasPrefix("$"), let index = Int(node.baseName.text.dropFirst()) { highest = max(highest, index) }
        return .visitChildren
    }
}
