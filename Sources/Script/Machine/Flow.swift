/// How a statement ended.
struct Flow: Equatable {
    let raw: Int32

    static let next = Flow(raw: 0)
    /// The result stands in slot 0.
    static let returning = Flow(raw: 1)
    static let fallingThrough = Flow(raw: 2)
    static func breaking(_ target: Int) -> Flow { Flow(raw: Int32(target * 2 + 1)) }
    static func continuing(_ target: Int) -> Flow { Flow(raw: Int32(target * 2 + 2)) }
}

typealias Exec = (Base) throws -> Flow

/// A statement in a list. Bare closures in arrays, tuples and optionals are wrapped in a conversion each time they are taken
/// out; inside a struct they are not.
struct Step {
    let run: Exec
}

/// A test with what is done when it holds.
struct Branch {
    let matcher: Matcher
    let run: Exec
}

/// Statements one after the other.
func sequence(_ statements: [Step]) -> Exec {
    switch statements.count {
    case 0: return { _ in .next }
    case 1: return statements[0].run
    case 2:
        let a = statements[0].run
        let b = statements[1].run
        return { base in
            let flow = try a(base)
            if flow != .next { return flow }
            return try b(base)
        }
    case 3:
        let a = statements[0].run
        let b = statements[1].run
        let c = statements[2].run
        return { base in
            var flow = try a(base)
            if flow != .next { return flow }
            flow = try b(base)
            if flow != .next { return flow }
            return try c(base)
        }
    default:
        let first = sequence(Array(statements[..<3]))
        let rest = sequence(Array(statements[3...]))
        return { base in
            let flow = try first(base)
            if flow != .next { return flow }
            return try rest(base)
        }
    }
}
