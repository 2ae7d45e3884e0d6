import SwiftSyntax

extension Lowerer {
    func lowerRange(_ name: String, _ infix: InfixOperatorExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        var hint: ScriptType?
        if case .range(_, let bound)? = wanted?.unwrapped, bound != .any { hint = bound }
        if case .variable? = hint { hint = nil }
        let (left, right) = try operands(infix.leftOperand, infix.rightOperand, hint, name)
        guard left.type == right.type else { throw mismatch(name, left, right, infix.operator, infix) }
        let kind: RangeKind = name == "..<" ? .halfOpen : .closed
        let (a, b, site) = (left.code, right.code, site(infix.operator))
        return Lowered(.range(kind, left.type)) { base in
            let lower = try a(base)
            let upper = try b(base)
            if Value.less(upper, lower) ?? false {
                throw trap("the range's upper bound \(upper.debugPrinted) is below its lower bound \(lower.debugPrinted)", site)
            }
            return .range(RangeObject(kind, lower: lower, upper: upper))
        }
    }

    func lowerLogical(_ name: String, _ infix: InfixOperatorExprSyntax) throws -> Lowered {
        let a = try lower(infix.leftOperand, as: .bool, for: "expected type").bool
        let b = try lower(infix.rightOperand, as: .bool, for: "expected type").bool
        return name == "&&" ? Lowered(bool: { try a($0) && b($0) }) : Lowered(bool: { try a($0) || b($0) })
    }

    func lowerCoalescing(_ infix: InfixOperatorExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let left = try lower(infix.leftOperand, expecting: wanted.map { .optional($0.unwrapped) })
        guard left.type.isOptional || left.type == .any else {
            warn("left side of '??' has the non-optional type '\(left.type)', so the right side is never used", infix.operator)
            return left
        }
        let inner: ScriptType
        if case .optional(let wrapped) = left.type { inner = wrapped } else { inner = .any }
        var right = try lower(infix.rightOperand, expecting: wanted ?? inner)
        if right.type != inner, !right.type.isOptional, let converted = convert(right, to: inner, infix.rightOperand) {
            right = converted
        }
        var type = inner
        if right.type.isOptional {
            type = .optional(inner)
        } else if right.type == .never {
            type = inner
        } else if inner == .any {
            type = right.type
        } else if right.type != inner {
            _ = try coerce(right, to: inner, infix.rightOperand)
        }
        let a = left.code
        let b = right.code
        return Lowered(type) { base in
            let value = try a(base)
            return value.isNil ? try b(base) : value
        }
    }
}
