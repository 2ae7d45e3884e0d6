import SwiftSyntax

extension Lowerer {
    func lowerCall(_ call: FunctionCallExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let arguments = arguments(of: call)
        let callee = call.calledExpression
        if let substitute = substitutes[callee.id] { return try apply(substitute, arguments, wanted, call) }
        if let reference = callee.as(DeclReferenceExprSyntax.self), !reference.baseName.text.hasPrefix("$"),
            reference.baseName.text != "self"
        {
            return try callNamed(reference.baseName.text, arguments, wanted, reference, call)
        }
        if let member = callee.as(MemberAccessExprSyntax.self) {
            return try callMember(member, arguments, wanted, call)
        }
        if let type = try typeExpression(callee) { return try construct(type, arguments, wanted, call) }
        return try apply(lower(callee), arguments, wanted, call)
    }

    /// A call of a value: a closure, or something with `callAsFunction`.
    func apply(
        _ callee: Lowered, _ arguments: [Argument], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        switch callee.type {
        case .function(let types, let result):
            let formals = types.map { Formal(label: nil, type: $0) }
            let unlabelled = arguments.map { Argument(label: nil, expression: $0.expression, isTrailing: $0.isTrailing) }
            if let labelled = arguments.first(where: { $0.label != nil }) {
                throw fail("extraneous argument label '\(labelled.label!):' in call", labelled.expression)
            }
            guard unlabelled.count == types.count else {
                throw fail("this closure takes \(types.count) arguments, not \(arguments.count): '\(callee.type)'", node)
            }
            var bindings: [String: ScriptType] = [:]
            let values = try lowerArguments(unlabelled, formals, types.indices.map { [$0] }, &bindings)
            return callValue(callee, values, result, site(node))
        case .metatype(let type): return try construct(type, arguments, wanted, node)
        case .nominal, .native:
            return try callMethod("callAsFunction", on: callee, place: nil, arguments, wanted, node)
        case .any:
            let values = try arguments.map { try lower($0.expression) }
            return callValue(callee, values, .any, site(node))
        case .optional:
            throw fail(
                "value of optional type '\(callee.type)' must be unwrapped before it is called", node,
                remedy: "write '?(…)' or '!(…)'")
        default: throw fail("cannot call value of non-function type '\(callee.type)'", node)
        }
    }

    private func callNamed(
        _ name: String, _ arguments: [Argument], _ wanted: ScriptType?, _ reference: DeclReferenceExprSyntax,
        _ call: FunctionCallExprSyntax
    ) throws -> Lowered {
        switch resolveName(name) {
        case .binding(.variable(let variable))?:
            return try apply(function.capture(variable).read, arguments, wanted, call)
        case .binding(.type(let type))?: return try construct(type, arguments, wanted, call)
        case .binding(.functions(let codes))?:
            var candidates = codes.map { functionCandidate($0, call) }
            candidates += session.natives.functions(name).filter { $0.parameters != nil }.map { candidate($0, call) }
            return try resolve(name, candidates, arguments, wanted, call)
        case .binding(.localFunction(let code, let variable))?:
            let callee = localFunctionValue(code, variable)
            if code.isInout { return try callLocalInout(code, callee, arguments, call) }
            let local = candidate(code, call) { self.callValue(callee, $0, code.result, self.site(call)) }
            try requireTry(code, call)
            return try resolve(name, [local], arguments, wanted, call)
        case .member(let type, let isStatic)?:
            if isStatic { return try callStatic(.nominal(type), name, arguments, wanted, call) }
            let variable = try selfVariable(reference)
            return try callMethod(
                name, on: variable.read, place: variable.isConstant ? nil : { self.variablePlace(variable) }, arguments,
                wanted, call)
        case .selfMember?:
            let variable = try selfVariable(reference)
            return try callMethod(
                name, on: variable.read, place: variable.isConstant ? nil : { self.variablePlace(variable) }, arguments,
                wanted, call)
        case nil: break
        }
        if name == "print" || name == "debugPrint" { return try lowerPrint(arguments, call, debug: name == "debugPrint") }
        if name == "type", arguments.count == 1, arguments[0].label == "of" {
            let value = try lower(arguments[0].expression)
            let code = value.code
            let known: ScriptType? = value.type == .any ? nil : value.type
            return Lowered(.metatype(value.type)) { base in
                let value = try code(base)
                return .type(TypeObject(known ?? ScriptType(of: value)))
            }
        }
        if name == "swap", arguments.count == 2 { return try lowerSwap(arguments, call) }
        if let type = typeNamed(name) { return try construct(type, arguments, wanted, call) }
        var candidates = session.natives.functions(name).filter { $0.parameters != nil }.map { candidate($0, call) }
        candidates += StandardLibrary.functions(name).map { candidate($0, [:], receiver: nil, call) }
        guard !candidates.isEmpty else { throw unknownName(name, reference) }
        return try resolve(name, candidates, arguments, wanted, call)
    }

    func functionCandidate(_ code: FunctionCode, _ node: some SyntaxProtocol) -> Candidate {
        var result = candidate(code, node) { values in
            try self.requireTry(code, node)
            return self.callFunction(code, values, self.site(node))
        }
        if code.isInout {
            let formals = result.formals
            result.makeInout = { arguments, matched in
                let (values, places) = try self.inoutArguments(arguments, formals, matched)
                return self.callInout(code, values, places, self.site(node))
            }
        }
        return result
    }

    /// The arguments of a function with `inout` parameters: a value or a place for each.
    func inoutArguments(
        _ arguments: [Argument], _ formals: [Formal], _ matched: [[Int]]
    ) throws -> ([Lowered?], [PlaceExpression?]) {
        var values = [Lowered?](repeating: nil, count: formals.count)
        var places = [PlaceExpression?](repeating: nil, count: formals.count)
        for (index, formal) in formals.enumerated() {
            guard formal.isInout, let position = matched[index].first else {
                var bindings: [String: ScriptType] = [:]
                let single = Formal(
                    label: formal.label, type: formal.type, isVariadic: formal.isVariadic, defaultValue: formal.defaultValue)
                values[index] = try lowerArguments(arguments, [single], [matched[index]], &bindings)[0]
                continue
            }
            guard let reference = arguments[position].expression.as(InOutExprSyntax.self) else {
                throw fail(
                    "passing value of type '\(formal.type)' to an inout parameter requires explicit '&'",
                    arguments[position].expression, remedy: "write &\(arguments[position].expression.trimmedDescription)")
            }
            let place = try lowerPlace(reference.expression)
            guard place.type == formal.type || formal.type == .any else {
                throw fail(
                    "cannot convert value of type '\(place.type)' to expected argument type 'inout \(formal.type)'", reference)
            }
            places[index] = place
        }
        return (values, places)
    }

    /// A nested function with `inout` parameters: it changes a copy, which is put back after the call.
    private func callLocalInout(
        _ code: FunctionCode, _ callee: Lowered, _ arguments: [Argument], _ call: FunctionCallExprSyntax
    ) throws -> Lowered {
        let formals = formals(of: code)
        guard let matched = match(arguments, formals) else {
            throw wrongLabels(code.name, arguments, [(code.signature, formals)], call)
        }
        let (values, places) = try inoutArguments(arguments, formals, matched)
        let (machine, layout, site, fetch) = (machine, function.layout, site(call), callee.code)
        let codes = values.map { $0?.code }
        let modifiers = places.enumerated().compactMap { index, place in place.map { (index, $0.modify) } }
        return Lowered(code.result) { base in
            guard case .function(let callable) = try fetch(base), let closure = callable as? Closure else {
                throw trap("'\(code.name)' is used before it is declared", site)
            }
            var arguments = [Value](repeating: .uninitialized, count: codes.count)
            for index in codes.indices { if let code = codes[index] { arguments[index] = try code(base) } }
            for (index, modify) in modifiers { try modify(base) { arguments[index] = $0.pointee } }
            let frame = base + layout.size
            try machine.enter(frame, site)
            for index in arguments.indices { (frame + 1 + index).initialize(to: arguments[index]) }
            let slots = closure.code.captureSlots
            for index in slots.indices { (frame + slots[index]).initialize(to: closure.captured[index]) }
            if let slot = closure.code.selfSlot { (frame + slot).initialize(to: .function(closure)) }
            defer { machine.depth -= 1 }
            let result = try closure.code.run(frame) { frame in
                for (index, _) in modifiers { arguments[index] = frame[1 + index] }
            }
            for (index, modify) in modifiers { try modify(base) { $0.pointee = arguments[index] } }
            return result
        }
    }

    /// A call of what can throw must be marked, as in Swift.
    func requireTry(_ code: FunctionCode, _ node: some SyntaxProtocol) throws {
        guard code.canThrow, function.tryDepth == 0 else { return }
        throw fail("call can throw but is not marked with 'try'", node, remedy: "write 'try' in front of it")
    }

    private func lowerSwap(_ arguments: [Argument], _ call: FunctionCallExprSyntax) throws -> Lowered {
        let places = try arguments.map { argument in
            guard let reference = argument.expression.as(InOutExprSyntax.self) else {
                throw fail("passing a value to an inout parameter requires explicit '&'", argument.expression)
            }
            return try lowerPlace(reference.expression)
        }
        let (a, b) = (places[0].modify, places[1].modify)
        return Lowered(effect: { base in
            var first = Value.void
            try a(base) { first = $0.pointee }
            try b(base) { swap(&$0.pointee, &first) }
            try a(base) { $0.pointee = first }
        })
    }
}
