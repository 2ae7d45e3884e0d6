import SwiftSyntax

extension Lowerer {
    func lowerTry(_ attempt: TryExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        function.tryDepth += 1
        defer { function.tryDepth -= 1 }
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
}
