import Foundation
import SwiftSyntax

@inline(never)
func overflowed(_ name: String, _ site: Site) -> ScriptFailure {
    trap("arithmetic overflow: the result of '\(name)' does not fit into an Int", site)
}

/// Chooses the quickest closure for an operation on integers: a constant or a local variable is read without a call.
@inline(__always)
private func integers(
    _ left: Lowered, _ right: Lowered, _ operation: @escaping (Int, Int) throws -> Int
) -> IntCode {
    if let slot = left.slot {
        if case .int(let b)? = right.constant {
            return { base in
                guard case .int(let a) = base[slot] else { throw missing(.int) }
                return try operation(a, b)
            }
        }
        if let other = right.slot {
            return { base in
                guard case .int(let a) = base[slot], case .int(let b) = base[other] else { throw missing(.int) }
                return try operation(a, b)
            }
        }
    }
    let a = left.int
    if case .int(let b)? = right.constant { return { try operation(a($0), b) } }
    let b = right.int
    return { base in
        let first = try a(base)
        return try operation(first, b(base))
    }
}

@inline(__always)
private func integerTest(_ left: Lowered, _ right: Lowered, _ operation: @escaping (Int, Int) -> Bool) -> Lowered {
    if let slot = left.slot {
        if case .int(let b)? = right.constant {
            return Lowered(bool: { base in
                guard case .int(let a) = base[slot] else { throw missing(.int) }
                return operation(a, b)
            })
        }
        if let other = right.slot {
            return Lowered(bool: { base in
                guard case .int(let a) = base[slot], case .int(let b) = base[other] else { throw missing(.int) }
                return operation(a, b)
            })
        }
    }
    let a = left.int
    if case .int(let b)? = right.constant { return Lowered(bool: { try operation(a($0), b) }) }
    let b = right.int
    return Lowered(bool: { base in
        let first = try a(base)
        return operation(first, try b(base))
    })
}

@inline(__always)
private func doubles(_ left: Lowered, _ right: Lowered, _ operation: @escaping (Double, Double) -> Double) -> Lowered {
    let (a, b) = (left.double, right.double)
    if case .double(let y)? = right.constant { return Lowered(double: { operation(try a($0), y) }) }
    if let slot = left.slot, let other = right.slot {
        return Lowered(double: { base in
            guard case .double(let x) = base[slot], case .double(let y) = base[other] else { throw missing(.double) }
            return operation(x, y)
        })
    }
    return Lowered(double: { base in
        let first = try a(base)
        return operation(first, try b(base))
    })
}

@inline(__always)
private func doubleTest(_ left: Lowered, _ right: Lowered, _ operation: @escaping (Double, Double) -> Bool) -> Lowered {
    let (a, b) = (left.double, right.double)
    return Lowered(bool: { base in
        let first = try a(base)
        return operation(first, try b(base))
    })
}

extension Lowerer {
    func integerOperation(
        _ name: String, _ left: Lowered, _ right: Lowered, _ site: Site, _ node: some SyntaxProtocol
    ) throws -> Lowered? {
        var result: Lowered?
        if let code = integerCode(name, left, right, site) {
            result = Lowered(int: code)
            // Literals among themselves are computed here, and go on adapting.
            if left.adapts, right.adapts, let base = Optional(machine.stack) {
                guard let value = try? code(base) else {
                    throw fail("arithmetic operation overflows, or divides by zero", node)
                }
                result = Lowered(constant: .int(value), .int)
                result?.adapts = true
            }
            return result
        }
        switch name {
        case "<": return integerTest(left, right) { $0 < $1 }
        case ">": return integerTest(left, right) { $0 > $1 }
        case "<=": return integerTest(left, right) { $0 <= $1 }
        case ">=": return integerTest(left, right) { $0 >= $1 }
        case "==": return integerTest(left, right) { $0 == $1 }
        case "!=": return integerTest(left, right) { $0 != $1 }
        default: return nil
        }
    }

    private func integerCode(_ name: String, _ left: Lowered, _ right: Lowered, _ site: Site) -> IntCode? {
        switch name {
        case "+":
            return integers(left, right) { a, b in
                let (result, overflow) = a.addingReportingOverflow(b)
                if overflow { throw overflowed("+", site) }
                return result
            }
        case "-":
            return integers(left, right) { a, b in
                let (result, overflow) = a.subtractingReportingOverflow(b)
                if overflow { throw overflowed("-", site) }
                return result
            }
        case "*":
            return integers(left, right) { a, b in
                let (result, overflow) = a.multipliedReportingOverflow(by: b)
                if overflow { throw overflowed("*", site) }
                return result
            }
        case "/":
            return integers(left, right) { a, b in
                if b == 0 { throw trap("division by zero", site) }
                let (result, overflow) = a.dividedReportingOverflow(by: b)
                if overflow { throw overflowed("/", site) }
                return result
            }
        case "%":
            return integers(left, right) { a, b in
                if b == 0 { throw trap("division by zero in the remainder", site) }
                return b == -1 ? 0 : a % b
            }
        case "&+": return integers(left, right) { $0 &+ $1 }
        case "&-": return integers(left, right) { $0 &- $1 }
        case "&*": return integers(left, right) { $0 &* $1 }
        case "&": return integers(left, right) { $0 & $1 }
        case "|": return integers(left, right) { $0 | $1 }
        case "^": return integers(left, right) { $0 ^ $1 }
        case "<<": return integers(left, right) { $0 << $1 }
        case ">>": return integers(left, right) { $0 >> $1 }
        default: return nil
        }
    }

    func doubleOperation(_ name: String, _ left: Lowered, _ right: Lowered) -> Lowered? {
        var result: Lowered
        switch name {
        case "+": result = doubles(left, right) { $0 + $1 }
        case "-": result = doubles(left, right) { $0 - $1 }
        case "*": result = doubles(left, right) { $0 * $1 }
        case "/": result = doubles(left, right) { $0 / $1 }
        case "<": return doubleTest(left, right) { $0 < $1 }
        case ">": return doubleTest(left, right) { $0 > $1 }
        case "<=": return doubleTest(left, right) { $0 <= $1 }
        case ">=": return doubleTest(left, right) { $0 >= $1 }
        case "==": return doubleTest(left, right) { $0 == $1 }
        case "!=": return doubleTest(left, right) { $0 != $1 }
        default: return nil
        }
        if left.adapts, right.adapts, let value = try? result.double(machine.stack) {
            result = Lowered(constant: .double(value), .double, adapts: true)
        }
        return result
    }

    func floatOperation(_ name: String, _ left: Lowered, _ right: Lowered) -> Lowered? {
        let (a, b) = (left.code, right.code)
        func number(_ operation: @escaping (Float, Float) -> Float) -> Lowered {
            Lowered(.float) { base in
                guard case .float(let x) = try a(base), case .float(let y) = try b(base) else { throw missing(.float) }
                return .float(operation(x, y))
            }
        }
        func test(_ operation: @escaping (Float, Float) -> Bool) -> Lowered {
            Lowered(bool: { base in
                guard case .float(let x) = try a(base), case .float(let y) = try b(base) else { throw missing(.float) }
                return operation(x, y)
            })
        }
        return switch name {
        case "+": number { $0 + $1 }
        case "-": number { $0 - $1 }
        case "*": number { $0 * $1 }
        case "/": number { $0 / $1 }
        case "<": test { $0 < $1 }
        case ">": test { $0 > $1 }
        case "<=": test { $0 <= $1 }
        case ">=": test { $0 >= $1 }
        case "==": test { $0 == $1 }
        case "!=": test { $0 != $1 }
        default: nil
        }
    }

    func textOperation(_ name: String, _ left: Lowered, _ right: Lowered) -> Lowered? {
        let (a, b) = (left.code, right.code)
        func test(_ operation: @escaping (String, String) -> Bool) -> Lowered {
            Lowered(bool: { base in
                guard case .string(let x) = try a(base), case .string(let y) = try b(base) else { throw missing(.string) }
                return operation(x, y)
            })
        }
        return switch name {
        case "+":
            Lowered(.string) { base in
                guard case .string(let x) = try a(base), case .string(let y) = try b(base) else { throw missing(.string) }
                return .string(x + y)
            }
        case "<": test { $0 < $1 }
        case ">": test { $0 > $1 }
        case "<=": test { $0 <= $1 }
        case ">=": test { $0 >= $1 }
        case "==": test { $0 == $1 }
        case "!=": test { $0 != $1 }
        default: nil
        }
    }

    /// `==`, `<` and the like on what is neither number nor string.
    func comparison(
        _ name: String, _ left: Lowered, _ right: Lowered, _ site: Site, _ node: some SyntaxProtocol
    ) throws -> Lowered? {
        let (a, b) = (left.code, right.code)
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
