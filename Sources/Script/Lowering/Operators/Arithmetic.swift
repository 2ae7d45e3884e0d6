import Foundation

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
    let a = left.double
    let b = right.double
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
    let a = left.double
    let b = right.double
    return Lowered(bool: { base in
        let first = try a(base)
        return operation(first, try b(base))
    })
}

extension Lowerer {
    func integerOperation(_ name: String, _ left: Lowered, _ right: Lowered, _ site: Site) throws -> Lowered? {
        var result: Lowered?
        if let code = integerCode(name, left, right, site) {
            result = Lowered(int: code)
            // Literals among themselves are computed here, and go on adapting.
            if left.adapts, right.adapts, let base = Optional(machine.stack) {
                guard let value = try? code(base) else {
                    throw unit.diagnostic("arithmetic operation overflows, or divides by zero", at: site.offset)
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
        let a = left.code
        let b = right.code
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

    func textOperation(_ name: String, _ left: Lowered, _ right: Lowered, _ site: Site) -> Lowered? {
        let machine = machine
        let a = left.code
        let b = right.code
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
                let size = x.utf8.count + y.utf8.count
                if size > Machine.maximumElements { throw machine.tooManyElements(size, site) }
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
}
