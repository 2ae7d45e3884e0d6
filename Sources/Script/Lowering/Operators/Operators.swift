import SwiftOperators
import SwiftSyntax

extension Lowerer {
    func lowerInfix(_ infix: InfixOperatorExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        if infix.operator.is(AssignmentExprSyntax.self) {
            return try lowerAssignment(infix.leftOperand, infix.rightOperand, infix)
        }
        guard let token = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator else {
            throw fail("this operator is not supported in cells", infix.operator)
        }
        let name = token.text
        switch name {
        case "&&", "||": return try lowerLogical(name, infix)
        case "??": return try lowerCoalescing(infix, wanted)
        case "..<", "...": return try lowerRange(name, infix, wanted)
        case "~=": return try lowerMatch(infix)
        default: break
        }
        if Self.compound.contains(name), !isDeclaredOperator(name) {
            return try lowerCompound(String(name.dropLast()), infix)
        }
        let isComparison = Self.comparisons.contains(name)
        var hint: ScriptType?
        if !isComparison, let wanted, wanted.unwrapped.isNumber { hint = wanted.unwrapped }
        let (left, right) = try operands(infix.leftOperand, infix.rightOperand, hint, name)
        return try binary(name, left, right, infix.operator, infix)
    }

    static let comparisons: Set<String> = [
        "==", "!=", "<", ">", "<=", ">=", "===", "!==", ".==", ".<", ".>", ".<=", ".>=", ".!=",
    ]
    static let compound: Set<String> = ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&+=", "&-=", "&*="]

    func isDeclaredOperator(_ name: String) -> Bool {
        if case .functions? = lookup(name) { return true }
        return !session.natives.operators(name).isEmpty
    }

    /// Whether an expression has no type of its own: `.red`, `nil`, `[]`, a closure.
    func isContextual(_ expression: ExprSyntax) -> Bool {
        switch expression.as(ExprSyntaxEnum.self) {
        case .nilLiteralExpr: true
        case .memberAccessExpr(let member): member.base.map { isContextual($0) } ?? true
        case .functionCallExpr(let call): isContextual(call.calledExpression)
        case .arrayExpr(let array): array.elements.isEmpty || array.elements.allSatisfy { isContextual($0.expression) }
        case .dictionaryExpr(let dictionary): dictionary.content.is(TokenSyntax.self)
        case .tupleExpr(let tuple): tuple.elements.count == 1 && isContextual(tuple.elements.first!.expression)
        default: false
        }
    }

    /// Lowers both operands so that literals and `.members` take the type of the other side.
    func operands(
        _ left: ExprSyntax, _ right: ExprSyntax, _ hint: ScriptType?, _ name: String
    ) throws -> (Lowered, Lowered) {
        // A string literal may be a character, where the other side is one.
        func adapts(_ side: ExprSyntax) -> Bool { side.is(StringLiteralExprSyntax.self) || isContextual(side) }
        if adapts(left), !adapts(right) {
            let second = try lower(right, expecting: hint)
            return (try lower(left, expecting: second.type), second)
        }
        var first = try lower(left, expecting: hint)
        if adapts(right) { return (first, try lower(right, expecting: first.type)) }
        var second = try lower(right, expecting: hint ?? (right.is(ClosureExprSyntax.self) ? first.type : nil))
        if first.type != second.type, first.type.unwrapped.isNumber || second.type.unwrapped.isNumber {
            if second.adapts, first.type.unwrapped.isNumber, !(first.adapts && first.type == .int) {
                second = try lower(right, expecting: first.type)
            } else if first.adapts, second.type.unwrapped.isNumber {
                first = try lower(left, expecting: second.type)
            }
        }
        return (first, second)
    }

    /// An operation on two lowered operands. `node` is where errors point.
    func binary(
        _ name: String, _ left: Lowered, _ right: Lowered, _ node: some SyntaxProtocol, _ infix: InfixOperatorExprSyntax? = nil
    ) throws -> Lowered {
        if let declared = try declaredOperator(name, left, right, node) { return declared }
        let site = site(node)
        switch (left.type, right.type) {
        case (.int, .int):
            if let result = try integerOperation(name, left, right, site) { return result }
        case (.double, .double):
            if let result = doubleOperation(name, left, right) { return result }
        case (.float, .float):
            if let result = floatOperation(name, left, right) { return result }
        case (.string, .string):
            if let result = textOperation(name, left, right, site) { return result }
        case (.bool, .bool):
            let a = left.bool
            let b = right.bool
            if name == "==" { return Lowered(bool: { try a($0) == b($0) }) }
            if name == "!=" { return Lowered(bool: { try a($0) != b($0) }) }
        case (.array(let a), .array(let b)) where name == "+":
            if let joined = join(a, b) {
                let machine = machine
                let a = left.code
                let b = right.code
                return Lowered(.array(joined)) { base in
                    guard case .array(let first) = try a(base), case .array(let second) = try b(base) else {
                        throw missing(.array(.any))
                    }
                    if first.count + second.count > Machine.maximumElements {
                        throw machine.tooManyElements(first.count + second.count, site)
                    }
                    return .array(first + second)
                }
            }
        default: break
        }
        if let native = try nativeOperator(name, left, right, node, infix) { return native }
        if name == "===" || name == "!==" {
            throw fail("cells have no classes: '\(name)' compares nothing", node, remedy: "write '=='")
        }
        if Self.comparisons.contains(name), let result = try comparison(name, left, right, site, node) { return result }
        if left.type == .any || right.type == .any {
            let (a, b, session) = (left.code, right.code, session)
            let type: ScriptType = Self.comparisons.contains(name) ? .bool : .any
            return Lowered(type) { base in try dynamicBinary(name, a(base), b(base), session, site) }
        }
        throw mismatch(name, left, right, node, infix)
    }

    func mismatch(
        _ name: String, _ left: Lowered, _ right: Lowered, _ node: some SyntaxProtocol, _ infix: InfixOperatorExprSyntax?
    ) -> Diagnostic {
        var remedy: String?
        if left.type.isNumber, right.type.isNumber, left.type != right.type {
            let target = left.type == .double || right.type == .double ? "Double" : "Float"
            let side = "\(left.type)" == target ? infix?.rightOperand : infix?.leftOperand
            remedy = "convert one of them: \(target)(\(side?.trimmedDescription ?? "x"))"
        } else if left.type.isOptional != right.type.isOptional {
            remedy = "give the optional a default with '??', or test it with 'if let'"
        } else if let row = session.natives.operators("." + name).first(where: { $0.parameters?.first?.type == left.type }) {
            remedy = "element by element it is '\(row.name)'"
        } else if let target = numberWanted(name, left.type, right.type) {
            let side = left.type.isNumber ? infix?.leftOperand : infix?.rightOperand
            remedy = "convert the number: \(target)(\(side?.trimmedDescription ?? "x"))"
        }
        if left.type == right.type {
            return fail("binary operator '\(name)' cannot be applied to two '\(left.type)' operands", node, remedy: remedy)
        }
        return fail(
            "binary operator '\(name)' cannot be applied to operands of type '\(left.type)' and '\(right.type)'", node,
            remedy: remedy)
    }

    /// The kind of number that an operator of the library takes beside its own type, where a number of another kind stands.
    private func numberWanted(_ name: String, _ left: ScriptType, _ right: ScriptType) -> ScriptType? {
        guard left.isNumber != right.isNumber else { return nil }
        let number = left.isNumber ? 0 : 1
        let types = session.natives.operators(name).compactMap(\.parameters).filter { $0.count == 2 }.map { $0.map(\.type) }
        return types.first { $0[1 - number] == (number == 0 ? right : left) && $0[number].isNumber }?[number]
    }

    /// An operator that a cell declared, at the top or inside a type.
    private func declaredOperator(
        _ name: String, _ left: Lowered, _ right: Lowered, _ node: some SyntaxProtocol
    ) throws -> Lowered? {
        var candidates: [FunctionCode] = []
        for type in [left.type, right.type] {
            if case .nominal(let nominal) = type { candidates += nominal.operators[name] ?? [] }
        }
        if case .functions(let codes)? = lookup(name) { candidates += codes }
        for code in candidates where code.parameters.count == 2 {
            guard let first = convert(left, to: code.parameters[0].type, node),
                let second = convert(right, to: code.parameters[1].type, node)
            else { continue }
            return callFunction(code, [first, second], site(node))
        }
        // From `<` come the other three, from `==` its opposite.
        let derived: (String, swap: Bool, negate: Bool)? =
            switch name {
            case "!=": ("==", false, true)
            case ">": ("<", true, false)
            case "<=": ("<", true, true)
            case ">=": ("<", false, true)
            default: nil
            }
        if let derived, case .nominal(let nominal) = left.type, left.type == right.type, nominal.operators[derived.0] != nil,
            let result = try declaredOperator(derived.0, derived.swap ? right : left, derived.swap ? left : right, node)
        {
            let code = result.bool
            return derived.negate ? Lowered(bool: { try !code($0) }) : result
        }
        return nil
    }

    /// An operator of the library: tensor arithmetic.
    private func nativeOperator(
        _ name: String, _ left: Lowered, _ right: Lowered, _ node: some SyntaxProtocol, _ infix: InfixOperatorExprSyntax?
    ) throws -> Lowered? {
        for row in session.natives.operators(name) where row.scope == .infix {
            guard let parameters = row.parameters, parameters.count == 2 else { continue }
            func fit(_ operand: Lowered, _ type: ScriptType) -> Lowered? {
                if operand.type == .any { return nil }
                return convert(operand, to: type, node)
            }
            if let first = fit(left, parameters[0].type), let second = fit(right, parameters[1].type) {
                return callRow(row, [first.code, second.code], site(node))
            }
        }
        return nil
    }
}
