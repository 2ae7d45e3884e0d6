import SwiftSyntax

/// Tests a value and binds what the pattern names.
typealias Matcher = (Base, Value) throws -> Bool

extension Lowerer {
    /// Lowers a pattern. `binding` is whether bare names bind: nil outside `let` and `var`, true for `let`, false for `var`.
    func pattern(_ pattern: PatternSyntax, _ type: ScriptType, binding: Bool?) throws -> Matcher {
        switch pattern.as(PatternSyntaxEnum.self) {
        case .wildcardPattern: return { _, _ in true }
        case .identifierPattern(let name):
            return bindName(name.identifier.text, type, isConstant: binding ?? true)
        case .valueBindingPattern(let inner):
            return try self.pattern(inner.pattern, type, binding: inner.bindingSpecifier.tokenKind == .keyword(.let))
        case .tuplePattern(let tuple):
            let labels = tuple.elements.map { $0.label?.text }
            guard case .tuple(let types) = type, types.count == tuple.elements.count else {
                if type == .any || type == .error {
                    return try tuplePattern(
                        tuple.elements.map { element in { try self.pattern(element.pattern, .any, binding: binding) } })
                }
                throw fail("tuple pattern cannot match values of type '\(type)'", tuple)
            }
            _ = labels
            return try tuplePattern(
                zip(tuple.elements, types).map { element, type in
                    { try self.pattern(element.pattern, type.type, binding: binding) }
                })
        case .expressionPattern(let expression): return try expressionPattern(expression.expression, type, binding: binding)
        case .isTypePattern(let test):
            let wanted = try resolve(test.type)
            return { _, value in wanted.contains(value) }
        default: throw fail("this form of pattern is not supported in cells", pattern)
        }
    }

    private func tuplePattern(_ parts: [() throws -> Matcher]) throws -> Matcher {
        let matchers = try parts.map { try $0() }
        return { base, value in
            guard case .tuple(let tuple) = value, tuple.elements.count == matchers.count else { return false }
            for (index, matcher) in matchers.enumerated() where try !matcher(base, tuple.elements[index]) { return false }
            return true
        }
    }

    private func bindName(_ name: String, _ type: ScriptType, isConstant: Bool) -> Matcher {
        // A second pattern of one case binds the same name: it shares the variable.
        let store: (Base, Value) -> Void
        if case .variable(let known)? = function.scopes.last?[name], known.type == type, !isGlobal {
            store = known.store
        } else {
            store = declare(name, type, isConstant: isConstant).store
        }
        return { base, value in
            store(base, value)
            return true
        }
    }

    /// A pattern written as an expression: a value, a range, an enum case, `let x as T`, `x?`.
    func expressionPattern(_ expression: ExprSyntax, _ type: ScriptType, binding: Bool?) throws -> Matcher {
        switch expression.as(ExprSyntaxEnum.self) {
        case .patternExpr(let inner): return try pattern(inner.pattern, type, binding: binding)
        case .discardAssignmentExpr: return { _, _ in true }
        case .declReferenceExpr(let reference) where binding != nil:
            return bindName(reference.baseName.text, type, isConstant: binding!)
        case .tupleExpr(let tuple) where tuple.elements.count == 1 && tuple.elements.first?.label == nil:
            return try expressionPattern(tuple.elements.first!.expression, type, binding: binding)
        case .tupleExpr(let tuple):
            guard case .tuple(let types) = type, types.count == tuple.elements.count else {
                throw fail("tuple pattern cannot match values of type '\(type)'", tuple)
            }
            return try tuplePattern(
                zip(tuple.elements, types).map { element, type in
                    { try self.expressionPattern(element.expression, type.type, binding: binding) }
                })
        case .optionalChainingExpr(let chain):
            let inner = try expressionPattern(chain.expression, type.unwrappedOnce, binding: binding)
            return { base, value in try !value.isNil && inner(base, value) }
        case .asExpr(let cast):
            let wanted = try resolve(cast.type)
            let inner = try expressionPattern(cast.expression, wanted, binding: binding)
            return { base, value in try wanted.contains(value) && inner(base, value) }
        case .isExpr(let test):
            let wanted = try resolve(test.type)
            return { _, value in wanted.contains(value) }
        case .nilLiteralExpr: return { _, value in value.isNil }
        case .memberAccessExpr(let member):
            if let found = try casePattern(member, nil, type, binding: binding) { return found }
        case .functionCallExpr(let call):
            if let member = call.calledExpression.as(MemberAccessExprSyntax.self),
                let found = try casePattern(member, call, type, binding: binding)
            {
                return found
            }
        default: break
        }
        return try valuePattern(expression, type)
    }

    /// `.name`, `.name(…)`, `Type.name(…)`; nil when the member is no case.
    private func casePattern(
        _ member: MemberAccessExprSyntax, _ call: FunctionCallExprSyntax?, _ type: ScriptType, binding: Bool?
    ) throws -> Matcher? {
        let name = member.declName.baseName.text
        if type.isOptional, member.base == nil {
            if name == "none" { return { _, value in value.isNil } }
            if name == "some", let argument = call?.arguments.first {
                let inner = try expressionPattern(argument.expression, type.unwrappedOnce, binding: binding)
                return { base, value in try !value.isNil && inner(base, value) }
            }
        }
        var owner = type.unwrapped
        if let base = member.base { owner = try typeExpression(base) ?? owner }
        guard case .nominal(let nominal) = owner else { return nil }
        guard let index = nominal.cases.firstIndex(where: { $0.name == name }) else {
            if nominal.kind == .enumeration, nominal.statics[name] == nil { throw unknownStatic(name, owner, member) }
            return nil
        }
        let payload = nominal.cases[index].payload
        guard let call, !call.arguments.isEmpty else {
            return { _, value in
                guard case .enumeration(let object) = value else { return false }
                return object.type === nominal && object.index == index
            }
        }
        let arguments = Array(call.arguments)
        var parts: [Matcher] = []
        if arguments.count == 1, payload.count > 1 {
            // One name for the whole payload.
            let matcher = try expressionPattern(arguments[0].expression, .tuple(payload), binding: binding)
            let labels = payload.map(\.label)
            return { base, value in
                guard case .enumeration(let object) = value, object.type === nominal, object.index == index else { return false }
                return try matcher(base, .tuple(TupleObject(labels: labels, elements: object.payload)))
            }
        }
        guard arguments.count == payload.count else {
            throw fail("the case '\(name)' has \(payload.count) associated values, not \(arguments.count)", call)
        }
        for (argument, part) in zip(arguments, payload) {
            if let label = argument.label?.text, label != part.label {
                throw fail("tuple pattern element label '\(label)' must be '\(part.label ?? "_")'", argument)
            }
            parts.append(try expressionPattern(argument.expression, part.type, binding: binding))
        }
        return { base, value in
            guard case .enumeration(let object) = value, object.type === nominal, object.index == index else { return false }
            for (position, matcher) in parts.enumerated() where try !matcher(base, object.payload[position]) { return false }
            return true
        }
    }

    /// A value or a range the subject is compared with.
    private func valuePattern(_ expression: ExprSyntax, _ type: ScriptType) throws -> Matcher {
        let wanted = type == .error ? nil : type
        var value = try lower(expression, expecting: wanted)
        if case .range(let kind, let bound) = value.type, value.type != type {
            if bound != type.unwrapped {
                // Literal bounds take the type of what is matched: `case ..<0` of a Double.
                if expression.is(InfixOperatorExprSyntax.self) || expression.is(PrefixOperatorExprSyntax.self)
                    || expression.is(PostfixOperatorExprSyntax.self)
                {
                    value = try lower(expression, expecting: .range(kind, type.unwrapped))
                }
                guard case .range(_, let now) = value.type, now == type.unwrapped || type == .any else {
                    throw fail("expression pattern of type '\(value.type)' cannot match values of type '\(type)'", expression)
                }
            }
            let code = value.code
            return { base, subject in
                guard case .range(let range) = try code(base) else { return false }
                return range.contains(subject)
            }
        }
        if type != .any, type != .error { value = try coerce(value, to: type, expression, for: "type of the value matched") }
        if let constant = value.constant { return { _, subject in subject == constant } }
        let code = value.code
        return { base, subject in try code(base) == subject }
    }
}

extension RangeObject {
    /// Whether a value lies between the bounds.
    func contains(_ value: Value) -> Bool {
        if value.isNil { return false }
        if let lower, Value.less(value, lower) ?? true { return false }
        guard let upper else { return true }
        return kind == .closed || kind == .through
            ? !(Value.less(upper, value) ?? true) : Value.less(value, upper) ?? false
    }
}
