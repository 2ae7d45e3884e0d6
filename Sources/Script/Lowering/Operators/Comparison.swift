import SwiftSyntax

extension Lowerer {
    /// `==`, `<` and the like on what is neither number nor string.
    func comparison(
        _ name: String, _ left: Lowered, _ right: Lowered, _ site: Site, _ node: some SyntaxProtocol
    ) throws -> Lowered? {
        let a = left.code
        let b = right.code
        guard join(left.type, right.type) != nil || left.type.unwrapped == right.type.unwrapped else { return nil }
        if left.type == .any || right.type == .any { return nil }
        switch name {
        case "==", "!=":
            let type = left.type.unwrapped == .any ? right.type.unwrapped : left.type.unwrapped
            let againstNil = left.constant?.isNil == true || right.constant?.isNil == true
            if !againstNil, !isEquatable(type) {
                throw fail(
                    "binary operator '\(name)' cannot be applied to two '\(type)' operands", node,
                    remedy: "declare the type ': Equatable', or give it 'static func =='")
            }
            return name == "=="
                ? Lowered(bool: { base in
                    let first = try a(base)
                    return try first == b(base)
                })
                : Lowered(bool: { base in
                    let first = try a(base)
                    return try first != b(base)
                })
        case "<", ">", "<=", ">=":
            guard isComparable(left.type), !left.type.isOptional, !right.type.isOptional else { return nil }
            return Lowered(bool: { base in
                let x = try a(base)
                let y = try b(base)
                let less: Bool? =
                    switch name {
                    case "<": Value.less(x, y)
                    case ">": Value.less(y, x)
                    case "<=": Value.less(y, x).map { !$0 }
                    default: Value.less(x, y).map { !$0 }
                    }
                guard let less else { throw trap("values of type \(x.typeName) have no order", site) }
                return less
            })
        default: return nil
        }
    }

    /// Whether `==` is defined.
    func isEquatable(_ type: ScriptType) -> Bool {
        switch type {
        case .function, .void: false
        case .native(let native): native.metatype is any Equatable.Type
        case .optional(let inner), .array(let inner), .set(let inner): isEquatable(inner)
        case .dictionary(let key, let value): isEquatable(key) && isEquatable(value)
        case .tuple(let elements): elements.allSatisfy { isEquatable($0.type) }
        case .nominal(let nominal):
            !nominal.conformances.isDisjoint(with: ["Equatable", "Hashable", "Comparable"])
                || nominal.operators["=="] != nil
                || nominal.kind == .enumeration && nominal.cases.allSatisfy { $0.payload.isEmpty }
        default: true
        }
    }

    /// Whether `<` is defined.
    func isComparable(_ type: ScriptType) -> Bool {
        switch type {
        case .int, .double, .float, .string, .character, .any, .variable: true
        case .tuple(let elements): elements.allSatisfy { isComparable($0.type) }
        case .nominal(let nominal): nominal.operators["<"] != nil
        default: false
        }
    }

    /// Whether a value can be a key or an element of a set.
    func isHashable(_ type: ScriptType) -> Bool {
        switch type {
        case .function, .void, .tuple: false
        case .native(let native): native.metatype is any Hashable.Type
        case .optional(let inner), .array(let inner), .set(let inner): isHashable(inner)
        case .dictionary(let key, let value): isHashable(key) && isHashable(value)
        case .nominal(let nominal):
            nominal.conformances.contains("Hashable")
                || nominal.kind == .enumeration && nominal.cases.allSatisfy { $0.payload.isEmpty }
        default: true
        }
    }
}
