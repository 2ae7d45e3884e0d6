import SwiftSyntax

extension Lowerer {
    func lowerPrefix(_ prefix: PrefixOperatorExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let name = prefix.operator.text
        let site = site(prefix)
        if name == "-", let literal = prefix.expression.as(IntegerLiteralExprSyntax.self) {
            return try number(literal.literal.text, negative: true, wanted, literal)
        }
        if name == "..<" || name == "..." {
            let bound = try lower(prefix.expression, expecting: wanted?.boundOfRange)
            let kind: RangeKind = name == "..<" ? .upTo : .through
            let code = bound.code
            return Lowered(.range(kind, bound.type)) { .range(RangeObject(kind, lower: nil, upper: try code($0))) }
        }
        let operand = try lower(prefix.expression, expecting: wanted)
        if case .nominal(let nominal) = operand.type {
            for code in nominal.operators[name] ?? [] where code.parameters.count == 1 {
                return callFunction(code, [operand], site)
            }
        }
        switch (name, operand.type) {
        case ("!", .bool):
            let code = operand.bool
            return Lowered(bool: { try !code($0) })
        case ("-", .int):
            if case .int(let number)? = operand.constant {
                return Lowered(constant: .int(0 &- number), .int, adapts: operand.adapts)
            }
            let code = operand.int
            return Lowered(int: { base in
                let (result, overflow) = 0.subtractingReportingOverflow(try code(base))
                if overflow { throw overflowed("-", site) }
                return result
            })
        case ("-", .double):
            if case .double(let number)? = operand.constant {
                return Lowered(constant: .double(-number), .double, adapts: operand.adapts)
            }
            let code = operand.double
            return Lowered(double: { -(try code($0)) })
        case ("-", .float):
            let code = operand.code
            var result = Lowered(.float) { base in
                guard case .float(let number) = try code(base) else { throw missing(.float) }
                return .float(-number)
            }
            if case .float(let number)? = operand.constant {
                result = Lowered(constant: .float(-number), .float, adapts: operand.adapts)
            }
            return result
        case ("+", _) where operand.type.isNumber: return operand
        case ("~", .int):
            let code = operand.int
            return Lowered(int: { ~(try code($0)) })
        default: break
        }
        for row in session.natives.operators(name) where row.scope == .prefix {
            if let first = convert(operand, to: row.parameters![0].type, prefix) { return callRow(row, [first.code], site) }
        }
        if operand.type == .any {
            let (code, session) = (operand.code, session)
            return Lowered(.any) { try dynamicPrefix(name, code($0), session, site) }
        }
        throw fail("unary operator '\(name)' cannot be applied to an operand of type '\(operand.type)'", prefix)
    }

    func lowerPostfix(_ postfix: PostfixOperatorExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        guard postfix.operator.text == "..." else {
            throw fail(
                "'\(postfix.operator.text)' is not a postfix unary operator", postfix.operator,
                remedy: ForeignSyntax.operators[postfix.operator.text])
        }
        let bound = try lower(postfix.expression, expecting: wanted?.boundOfRange)
        let code = bound.code
        return Lowered(.range(.from, bound.type)) { .range(RangeObject(.from, lower: try code($0), upper: nil)) }
    }
}

extension ScriptType {
    /// What the bounds of a range of this type are.
    fileprivate var boundOfRange: ScriptType? {
        if case .range(_, let bound) = unwrapped { return bound }
        return nil
    }
}
