/// Operators on values of which nothing was known before they ran.
func dynamicBinary(_ name: String, _ a: Value, _ b: Value, _ session: Session, _ site: Site) throws -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)):
        func checked(_ result: (partialValue: Int, overflow: Bool)) throws -> Value {
            if result.overflow { throw overflowed(name, site) }
            return .int(result.partialValue)
        }
        switch name {
        case "+": return try checked(x.addingReportingOverflow(y))
        case "-": return try checked(x.subtractingReportingOverflow(y))
        case "*": return try checked(x.multipliedReportingOverflow(by: y))
        case "/":
            if y == 0 { throw trap("division by zero", site) }
            return try checked(x.dividedReportingOverflow(by: y))
        case "%":
            if y == 0 { throw trap("division by zero in the remainder", site) }
            return .int(y == -1 ? 0 : x % y)
        default: break
        }
    case (.double(let x), .double(let y)):
        switch name {
        case "+": return .double(x + y)
        case "-": return .double(x - y)
        case "*": return .double(x * y)
        case "/": return .double(x / y)
        default: break
        }
    case (.string(let x), .string(let y)) where name == "+": return .string(x + y)
    case (.array(let x), .array(let y)) where name == "+": return .array(x + y)
    default: break
    }
    switch name {
    case "==": return .bool(a == b)
    case "!=": return .bool(a != b)
    case "<", ">", "<=", ">=":
        let swapped = name == ">" || name == "<="
        if let less = swapped ? Value.less(b, a) : Value.less(a, b) { return .bool(name.hasSuffix("=") ? !less : less) }
    default: break
    }
    for row in session.natives.operators(name) where row.scope == .infix {
        guard let parameters = row.parameters, parameters.count == 2, parameters[0].type.contains(a),
            parameters[1].type.contains(b)
        else { continue }
        return try session.invoke(row, [a, b], site)
    }
    throw trap("'\(name)' cannot be applied to values of type '\(a.typeName)' and '\(b.typeName)'", site)
}

func dynamicPrefix(_ name: String, _ a: Value, _ session: Session, _ site: Site) throws -> Value {
    switch (name, a) {
    case ("-", .int(let x)):
        if x == Int.min { throw overflowed("-", site) }
        return .int(-x)
    case ("-", .double(let x)): return .double(-x)
    case ("-", .float(let x)): return .float(-x)
    case ("!", .bool(let x)): return .bool(!x)
    default: break
    }
    for row in session.natives.operators(name) where row.scope == .prefix {
        if let parameters = row.parameters, parameters[0].type.contains(a) { return try session.invoke(row, [a], site) }
    }
    throw trap("'\(name)' cannot be applied to a value of type '\(a.typeName)'", site)
}
