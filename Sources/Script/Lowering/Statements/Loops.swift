import SwiftSyntax

extension Lowerer {
    func lowerWhile(_ loop: WhileStmtSyntax, label: String?) throws -> Exec {
        try targeted(label, isLoop: true) { id in
            try scopedStatement {
                let condition = try lowerConditions(loop.conditions)
                let body = try lowerBlock(loop.body)
                let machine = machine
                let (out, again) = (Flow.breaking(id), Flow.continuing(id))
                return { base in
                    while try condition(base) {
                        try machine.poll()
                        let flow = try body(base)
                        if flow == .next || flow == again { continue }
                        return flow == out ? .next : flow
                    }
                    return .next
                }
            }
        }
    }

    func lowerRepeat(_ loop: RepeatStmtSyntax, label: String?) throws -> Exec {
        try targeted(label, isLoop: true) { id in
            let body = try lowerBlock(loop.body)
            let condition = try lower(loop.condition, as: .bool, for: "condition type").bool
            let machine = machine
            let (out, again) = (Flow.breaking(id), Flow.continuing(id))
            return { base in
                repeat {
                    try machine.poll()
                    let flow = try body(base)
                    if flow == .next || flow == again { continue }
                    return flow == out ? .next : flow
                } while try condition(base)
                return .next
            }
        }
    }

    /// The properties of a type of the library that are arrays: what a loop could walk over instead.
    private func arrayProperties(of type: ScriptType) -> String? {
        let rows = session.natives.rows.filter { $0.scope == .member(type) && $0.parameters == nil && $0.result.element != nil }
        return rows.isEmpty ? nil : rows.map { "'.\($0.name)'" }.joined(separator: " or ")
    }

    func lowerFor(_ loop: ForStmtSyntax, label: String?) throws -> Exec {
        if loop.awaitKeyword != nil { throw unsupported("for await", loop, "a plain 'for'") }
        return try targeted(label, isLoop: true) { id in
            let sequence = try lower(loop.sequence)
            guard let element = sequence.type.element else {
                if sequence.type.isOptional {
                    throw fail(
                        "for-in loop requires '\(sequence.type)' to be unwrapped", loop.sequence,
                        remedy: "write '?? []' behind it")
                }
                throw fail(
                    "for-in loop requires '\(sequence.type)' to be a sequence", loop.sequence,
                    remedy: arrayProperties(of: sequence.type).map { "walk over its \($0)" })
            }
            return try scopedStatement {
                let annotation = try loop.typeAnnotation.map { try resolve($0.type) }
                let bind = try loopBinding(loop, annotation ?? element)
                var filter: BoolCode?
                if let clause = loop.whereClause { filter = try lower(clause.condition, as: .bool, for: "condition type").bool }
                let body = try lowerBlock(loop.body)
                return try walk(loop, sequence, bind, filter, body, id)
            }
        }
    }

    private enum LoopBinding {
        /// A plain local integer, written without a tag check.
        case integer(Int)
        case store((Base, Value) -> Void)
        case match(Matcher)
    }

    private func loopBinding(_ loop: ForStmtSyntax, _ element: ScriptType) throws -> LoopBinding {
        if loop.caseKeyword != nil { return .match(try pattern(loop.pattern, element, binding: nil)) }
        if let name = loop.pattern.as(IdentifierPatternSyntax.self)?.identifier.text {
            let variable = declare(name, element, isConstant: true)
            if case .slot(let slot) = variable.location, element == .int { return .integer(slot) }
            return .store(variable.store)
        }
        if loop.pattern.is(WildcardPatternSyntax.self) { return .store { _, _ in } }
        return .match(try pattern(loop.pattern, element, binding: true))
    }

    private func walk(
        _ loop: ForStmtSyntax, _ sequence: Lowered, _ bind: LoopBinding, _ filter: BoolCode?, _ body: @escaping Exec, _ id: Int
    ) throws -> Exec {
        let (machine, site) = (machine, site(loop.sequence))
        let (out, again) = (Flow.breaking(id), Flow.continuing(id))
        /// Runs one turn; nil to go on.
        @inline(__always) func turn(_ base: Base) throws -> Flow? {
            try machine.poll()
            if let filter, try !filter(base) { return nil }
            let flow = try body(base)
            if flow == .next || flow == again { return nil }
            return flow == out ? .next : flow
        }
        let assign: (Base, Value) throws -> Bool =
            switch bind {
            case .integer(let slot):
                { base, value in
                    (base + slot).initialize(to: value); return true
                }
            case .store(let store):
                { base, value in
                    store(base, value); return true
                }
            case .match(let matcher): matcher
            }
        if case .range = sequence.type {
            let bounds = try integerBounds(loop.sequence, sequence, site)
            if case .integer(let slot) = bind, filter == nil {
                return { base in
                    var (index, end) = try bounds(base)
                    while index < end {
                        try machine.poll()
                        (base + slot).initialize(to: .int(index))
                        let flow = try body(base)
                        index &+= 1
                        if flow == .next || flow == again { continue }
                        return flow == out ? .next : flow
                    }
                    return .next
                }
            }
            return { base in
                let (start, end) = try bounds(base)
                var index = start
                while index < end {
                    if try assign(base, .int(index)), let flow = try turn(base) { return flow }
                    index &+= 1
                }
                return .next
            }
        }
        let code = sequence.code
        return { base in
            let value = try code(base)
            switch value {
            case .string(let text):
                for character in text {
                    if try assign(base, .character(character)), let flow = try turn(base) { return flow }
                }
            case .range(let range) where range.kind == .from:
                guard case .int(var index)? = range.lower else { throw missing(.int) }
                while true {
                    if try assign(base, .int(index)), let flow = try turn(base) { return flow }
                    index &+= 1
                }
            default:
                let elements = try machine.elements(of: value, site)
                for element in elements {
                    if try assign(base, element), let flow = try turn(base) { return flow }
                }
            }
            return .next
        }
    }

    /// The bounds of `a..<b` without making a range of them.
    private func integerBounds(
        _ expression: ExprSyntax, _ sequence: Lowered, _ site: Site
    ) throws -> (Base) throws -> (Int, Int) {
        var inner = expression
        while let tuple = inner.as(TupleExprSyntax.self), tuple.elements.count == 1 { inner = tuple.elements.first!.expression }
        if let infix = inner.as(InfixOperatorExprSyntax.self),
            let name = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text, name == "..<" || name == "..."
        {
            let low = try lower(infix.leftOperand, as: .int).int
            let high = try lower(infix.rightOperand, as: .int).int
            let closed = name == "..."
            return { base in
                let start = try low(base)
                let end = try high(base)
                if end < start { throw trap("the range's upper bound \(end) is below its lower bound \(start)", site) }
                return (start, closed ? end &+ 1 : end)
            }
        }
        let code = sequence.code
        return { base in
            guard case .range(let range) = try code(base), case .int(let start)? = range.lower else {
                throw missing(sequence.type)
            }
            return (start, range.integerEnd ?? Int.max)
        }
    }
}
