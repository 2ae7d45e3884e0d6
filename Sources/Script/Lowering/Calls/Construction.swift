import SwiftSyntax

extension Lowerer {
    /// `Type(…)`.
    func construct(
        _ type: ScriptType, _ arguments: [Argument], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        if let quick = try quickConversion(type, arguments, node) { return quick }
        // `Array(repeating: 0, count: 3)` where a [Double] is wanted is one of Doubles.
        if type.hasVariables, let target = wanted?.unwrapped, target != .any, !target.hasVariables, sameShape(type, target),
            let made = attempt({ try construct(target, arguments, wanted, node) })
        {
            return made
        }
        var candidates: [Candidate] = []
        if case .nominal(let nominal) = type {
            candidates = nominal.initializers.map { code in
                candidate(code, node) { values in
                    try self.requireTry(code, node)
                    return self.callFunction(code, values, self.site(node))
                }
            }
            if nominal.kind == .enumeration, let raw = nominal.rawType { candidates.append(rawValueCandidate(nominal, raw)) }
            // A struct without any initialiser is one whose declaration was wrong, which has been said.
            if candidates.isEmpty, nominal.kind == .structure, !diagnostics.isEmpty { return Lowered(constant: .void, .any) }
            guard !candidates.isEmpty else {
                // A struct without any initialiser is one whose declaration was wrong, and that has been said.
                if nominal.kind == .structure { return Lowered(constant: .void, .any) }
                throw fail("'\(nominal.name)' cannot be constructed", node, remedy: "write one of its cases")
            }
            return try resolve(nominal.name, candidates, arguments, wanted, node)
        }
        candidates += session.natives.statics("init")
            .filter { $0.scope == .type(type) && $0.parameters != nil }.map { candidate($0, node) }
        for row in StandardLibrary.statics("init") {
            guard case .type(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            if unify(pattern, type.hasVariables ? pattern : type, &bindings), sameShape(pattern, type) {
                candidates.append(candidate(row, bindings.filter { !$0.value.hasVariables }, receiver: nil, node))
            }
        }
        for (pattern, members) in session.globals.extensions where pattern == type {
            candidates += members.initializers.map { code in
                candidate(code, node) { self.callFunction(code, $0, self.site(node)) }
            }
        }
        guard !candidates.isEmpty else { throw fail("'\(type)' cannot be constructed from a cell", node) }
        return try resolve("\(type)", candidates, arguments, wanted, node)
    }

    /// `Double(n)`, `Int(x)` and `String(n)` without a call.
    private func quickConversion(_ type: ScriptType, _ arguments: [Argument], _ node: some SyntaxProtocol) throws -> Lowered? {
        guard type == .double || type == .int || type == .string, arguments.count == 1, arguments[0].label == nil,
            !arguments[0].expression.is(ClosureExprSyntax.self), let value = attempt({ try lower(arguments[0].expression) })
        else { return nil }
        if type == .double, value.type == .int {
            let code = value.int
            return Lowered(double: { Double(try code($0)) })
        }
        if type == .string, value.type == .int {
            let code = value.int
            return Lowered(.string) { .string(String(try code($0))) }
        }
        if type == .int, value.type == .double {
            let code = value.double
            let site = site(node)
            return Lowered(int: { base in
                let number = try code(base)
                guard number.isFinite, abs(number) < 9.2e18 else { throw trap("\(number) cannot be converted to Int", site) }
                return Int(number)
            })
        }
        return nil
    }

    private func sameShape(_ pattern: ScriptType, _ type: ScriptType) -> Bool {
        switch (pattern, type) {
        case (.array, .array), (.set, .set), (.dictionary, .dictionary), (.optional, .optional): true
        case (.variable, _): false
        default: pattern == type
        }
    }

    private func rawValueCandidate(_ nominal: NominalType, _ raw: ScriptType) -> Candidate {
        Candidate(
            signature: "\(nominal.name)(rawValue: \(raw))", formals: [Formal(label: "rawValue", type: raw)],
            result: .optional(.nominal(nominal))
        ) { values, result, _ in
            let code = values[0].code
            return Lowered(result) { base in
                let value = try code(base)
                return nominal.cases.firstIndex { $0.rawValue == value }.map { nominal.plainCases[$0] } ?? .none
            }
        }
    }
}
