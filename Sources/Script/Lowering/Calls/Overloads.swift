import SwiftSyntax

/// One of the things a call may mean.
struct Candidate {
    let signature: String
    let formals: [Formal]
    /// What is known of the type variables before the arguments are seen.
    var bindings: [String: ScriptType] = [:]
    let result: ScriptType
    /// Makes the call from the lowered arguments, with the type variables settled.
    let make: ([Lowered], ScriptType, [String: ScriptType]) throws -> Lowered
    /// The parameters that are changed where they stand, if any, are lowered by this.
    var makeInout: (([Argument], [[Int]]) throws -> Lowered)?
}

extension Lowerer {
    /// Chooses among candidates by labels, then by types, and lowers the call.
    func resolve(
        _ name: String, _ candidates: [Candidate], _ arguments: [Argument], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        var fitting: [(candidate: Candidate, matched: [[Int]])] = []
        for candidate in candidates {
            if let matched = match(arguments, candidate.formals) { fitting.append((candidate, matched)) }
        }
        guard !fitting.isEmpty else {
            throw wrongLabels(name, arguments, candidates.map { ($0.signature, $0.formals) }, node)
        }
        func apply(_ entry: (candidate: Candidate, matched: [[Int]])) throws -> Lowered {
            if let makeInout = entry.candidate.makeInout { return try makeInout(arguments, entry.matched) }
            var bindings = entry.candidate.bindings
            if entry.candidate.result.hasVariables, let wanted, wanted != .any {
                // The wanted result settles what the arguments leave open; where they do not fit, the arguments win.
                var trial = bindings
                if entry.candidate.formals.allSatisfy({ !$0.type.hasVariables || $0.type.isFunction }) || arguments.isEmpty,
                    unify(entry.candidate.result.replacing(bindings), wanted.unwrapped, &trial)
                {
                    for (key, value) in trial
                    where bindings[key] == nil && !value.hasVariables
                        && !arguments.contains(where: { $0.expression.is(ClosureExprSyntax.self) })
                    { bindings[key] = value }
                }
            }
            let start = bindings
            var wished = start
            if let wanted, entry.candidate.result.hasVariables,
                !unify(entry.candidate.result.replacing(start), wanted.unwrapped, &wished)
            {
                wished = start
            }
            do {
                let values = try lowerArguments(arguments, entry.candidate.formals, entry.matched, &bindings)
                return try entry.candidate.make(values, entry.candidate.result.replacing(bindings), bindings)
            } catch let error as Diagnostic {
                // A literal settled a type as Int, and the rest wants a fraction: reduce(0, +) over Doubles.
                let settled = entry.candidate.formals.compactMap { formal -> String? in
                    if case .variable(let name) = formal.type, start[name] == nil, bindings[name] == .int { return name }
                    return nil
                }
                var trials = (settled.isEmpty ? [] : [ScriptType.double, .float]).map { type in
                    settled.reduce(into: start) { $0[$1] = type }
                }
                if wished != start { trials.insert(wished, at: 0) }
                for other in trials {
                    let retried = attempt { () throws -> Lowered in
                        var bindings = other
                        let values = try lowerArguments(arguments, entry.candidate.formals, entry.matched, &bindings)
                        return try entry.candidate.make(values, entry.candidate.result.replacing(bindings), bindings)
                    }
                    if let retried { return retried }
                }
                throw error
            }
        }
        if fitting.count == 1 { return try apply(fitting[0]) }
        var first: Lowered?
        for entry in fitting {
            guard let result = attempt({ try apply(entry) }) else { continue }
            if wanted == nil || result.type == wanted!.unwrapped || result.type == wanted! { return result }
            if first == nil { first = result }
        }
        if let first { return first }
        // When one error is about an argument of its own and not about the choice, it is the one to show.
        do { return try apply(fitting[0]) } catch let diagnostic as Diagnostic {
            guard diagnostic.message.hasPrefix("cannot convert") else { throw diagnostic }
            throw fail(
                "no exact matches in call to '\(name)'", node, remedy: callHint(name, arguments, fitting.map(\.candidate)))
        }
    }

    func candidate(_ row: NativeRow, receiver: Code? = nil, _ node: some SyntaxProtocol) -> Candidate {
        let formals = (row.parameters ?? []).map { parameter in
            Formal(
                label: parameter.label, type: parameter.type, isVariadic: parameter.isVariadic,
                defaultValue: parameter.defaultValue.map { Lowered(constant: $0, parameter.type) })
        }
        return Candidate(signature: row.signature, formals: formals, result: row.result) { values, result, _ in
            self.callRow(row, (receiver.map { [$0] } ?? []) + values.map(\.code), self.site(node)).retyped(result)
        }
    }

    func candidate(_ code: FunctionCode, _ node: some SyntaxProtocol, call: @escaping ([Lowered]) throws -> Lowered) -> Candidate
    {
        let formals = formals(of: code)
        return Candidate(signature: code.signature, formals: formals, result: code.result) { values, _, _ in
            try call(values)
        }
    }

    func formals(of code: FunctionCode) -> [Formal] {
        code.parameters.map { parameter in
            Formal(
                label: parameter.label, type: parameter.type, isVariadic: parameter.isVariadic, isInout: parameter.isInout,
                defaultValue: parameter.defaultValue.map { value in
                    let layout = self.function.layout
                    return Lowered(parameter.type) { base in try value(base + layout.size) }
                })
        }
    }

    func candidate(
        _ row: StandardRow, _ bindings: [String: ScriptType], receiver: Lowered?, place: (() throws -> PlaceExpression)? = nil,
        _ node: some SyntaxProtocol
    ) -> Candidate {
        let formals = row.parameters.map { parameter in
            Formal(
                label: parameter.label, type: parameter.type, isVariadic: parameter.isVariadic,
                defaultValue: parameter.defaultValue.map { Lowered(constant: $0, parameter.type) })
        }
        let result: ScriptType = row.result
        return Candidate(signature: row.signature, formals: formals, bindings: bindings, result: result) {
            values, type, bindings in
            try self.require(row, bindings, node)
            if row.isMutating { return try self.callMutating(row, place!(), values, type, self.site(node)) }
            return self.callStandard(row, (receiver.map { [$0] } ?? []) + values, type, self.site(node))
        }
    }

    private func require(_ row: StandardRow, _ bindings: [String: ScriptType], _ node: some SyntaxProtocol) throws {
        guard let requirement = row.requirement else { return }
        let (variable, condition) =
            requirement.split(separator: ":").count == 2
            ? (String(requirement.split(separator: ":")[0]), String(requirement.split(separator: ":")[1]))
            : ("Element", requirement)
        guard let type = bindings[variable] else { return }
        let holds =
            switch condition {
            case "Comparable": isComparable(type)
            case "Hashable": isHashable(type)
            case "Number": type.isNumber || type == .any
            default: isEquatable(type)
            }
        guard holds else {
            throw fail(
                "'\(row.name)' requires that '\(type)' conform to '\(condition)'", node,
                remedy: condition == "Comparable" ? "give it a closure that compares: { $0.x < $1.x }" : nil)
        }
    }
}
