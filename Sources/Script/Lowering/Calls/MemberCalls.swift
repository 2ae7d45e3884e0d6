import SwiftSyntax

extension Lowerer {
    func callMember(
        _ member: MemberAccessExprSyntax, _ arguments: [Argument], _ wanted: ScriptType?, _ call: FunctionCallExprSyntax
    ) throws -> Lowered {
        let name = member.declName.baseName.text
        guard let base = member.base else {
            guard let wanted, wanted != .any else {
                throw fail(
                    "cannot infer the type that '.\(name)' is a member of", member, remedy: "write the type's name before the dot"
                )
            }
            return try callStatic(wanted.unwrapped, name, arguments, wanted, call)
        }
        if name == "init", base.trimmedDescription == "self", let owner = function.selfType, function.code?.name == "init" {
            let value = try construct(owner, arguments, .none, call)
            return Lowered(effect: try selfVariable(call).assign(value))
        }
        if substitutes[base.id] == nil {
            if let reference = base.as(DeclReferenceExprSyntax.self), Self.rooms.contains(reference.baseName.text),
                resolveName(reference.baseName.text) == nil
            {
                var plain = call
                plain.calledExpression = ExprSyntax(member.declName)
                return try lowerCall(plain, wanted)
            }
            if let type = try typeExpression(base) { return try callStatic(type, name, arguments, wanted, call) }
        }
        let receiver = try lowerReceiver(base, name, arguments)
        if case .metatype(let type) = receiver.type { return try callStatic(type, name, arguments, wanted, call) }
        return try callMethod(
            name, on: receiver,
            place: substitutes[base.id] == nil ? { try self.lowerPlace(base) } : chainPlaces[base.id].map { place in { place } },
            arguments, wanted, call)
    }

    /// A receiver; in `(0...1).contains(x)` whole literals take the kind of number that is asked about.
    private func lowerReceiver(_ base: ExprSyntax, _ name: String, _ arguments: [Argument]) throws -> Lowered {
        let receiver = try lower(base)
        guard name == "contains", case .range(let kind, .int) = receiver.type, arguments.count == 1,
            let asked = attempt({ try lower(arguments[0].expression) })?.type, asked == .double || asked == .float,
            let adapted = attempt({ try lower(base, expecting: .range(kind, asked)) }), adapted.type == .range(kind, asked)
        else { return receiver }
        return adapted
    }

    /// `Type.name(…)`, and `.name(…)` where the type is wanted.
    func callStatic(
        _ type: ScriptType, _ name: String, _ arguments: [Argument], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        if name == "init" { return try construct(type, arguments, wanted, node) }
        var candidates: [Candidate] = []
        if case .nominal(let nominal) = type {
            if let index = nominal.cases.firstIndex(where: { $0.name == name }) {
                candidates.append(caseCandidate(nominal, index))
            }
            switch nominal.statics[name] {
            case .methods(let codes)?: candidates += codes.map { functionCandidate($0, node) }
            case .property?:
                return try apply(staticMember(type, name, nil, node), arguments, wanted, node)
            case nil: break
            }
            // A method reached through its type, as in a helper: Type.method inside the type.
            if candidates.isEmpty, nominal.members[name] != nil {
                throw fail(
                    "instance member '\(name)' cannot be used on type '\(nominal.name)'", node, remedy: "call it on a value")
            }
        }
        candidates += session.natives.statics(name)
            .filter { $0.scope == .type(type) && $0.parameters != nil }.map { candidate($0, node) }
        for row in StandardLibrary.statics(name) where !row.isProperty {
            guard case .type(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            if unifyReceiver(pattern, type, &bindings) { candidates.append(candidate(row, bindings, receiver: nil, node)) }
        }
        guard !candidates.isEmpty else {
            if let value = attempt({ try staticMember(type, name, nil, node) }) {
                return try apply(value, arguments, wanted, node)
            }
            throw unknownStatic(name, type, nameNode(node))
        }
        return try resolve("\(type).\(name)", candidates, arguments, wanted, node)
    }

    private func caseCandidate(_ nominal: NominalType, _ index: Int) -> Candidate {
        let item = nominal.cases[index]
        let list = item.payload.map { ($0.label ?? "_") + ": \($0.type)" }.joined(separator: ", ")
        return Candidate(
            signature: "\(nominal.name).\(item.name)(\(list))",
            formals: item.payload.map { Formal(label: $0.label, type: $0.type) }, result: .nominal(nominal)
        ) { values, result, _ in
            let codes = values.map(\.code)
            return Lowered(result) { base in
                .enumeration(EnumObject(nominal, index: index, payload: try codes.map { try $0(base) }))
            }
        }
    }

    /// `value.name(…)`. `place` gives the receiver as something that can be changed.
    func callMethod(
        _ name: String, on receiver: Lowered, place: (() throws -> PlaceExpression)?, _ arguments: [Argument],
        _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        var candidates: [Candidate] = []
        if case .nominal(let nominal) = receiver.type {
            if nominal.field(name) != nil || { if case .property? = nominal.members[name] { true } else { false } }() {
                return try apply(memberValue(receiver, name, nil, node), arguments, wanted, node)
            }
            if case .methods(let codes)? = nominal.members[name] {
                candidates += codes.map { methodCandidate($0, receiver, place, node) }
            }
        }
        if case .optional(let wrapped) = receiver.type, name != "map", name != "flatMap" {
            throw fail(
                "value of optional type '\(receiver.type)' must be unwrapped to refer to member '\(name)' of '\(wrapped)'", node,
                remedy: "write '?.\(name)(…)', or '!.\(name)(…)'")
        }
        for row in session.natives.members(name) where row.parameters != nil {
            guard case .member(let owner) = row.scope, owner == receiver.type || canConvertReceiver(receiver.type, owner) else {
                continue
            }
            candidates.append(candidate(row, receiver: receiver.code, node))
        }
        if candidates.isEmpty || receiver.type == .any {
            for row in StandardLibrary.members(name) where !row.isProperty {
                guard case .member(let pattern) = row.scope else { continue }
                var bindings: [String: ScriptType] = [:]
                guard unifyReceiver(pattern, receiver.type, &bindings) else { continue }
                candidates.append(
                    candidate(row, bindings, receiver: receiver, place: { try self.mutablePlace(name, place, node) }, node))
            }
        }
        for (pattern, members) in session.globals.extensions {
            var bindings: [String: ScriptType] = [:]
            guard unifyReceiver(pattern, receiver.type, &bindings), case .methods(let codes)? = members.members[name] else {
                continue
            }
            candidates += codes.map { methodCandidate($0, receiver, place, node) }
        }
        guard !candidates.isEmpty else {
            if let value = attempt({ try memberValue(receiver, name, nil, node) }), value.type != .any || receiver.type == .any {
                return try apply(value, arguments, wanted, node)
            }
            throw unknownMember(name, receiver.type, nameNode(node))
        }
        return try resolve(name, candidates, arguments, wanted, node)
    }

    /// The member's name in a call, where an error about it points.
    private func nameNode(_ node: some SyntaxProtocol) -> Syntax {
        let call = Syntax(node).as(FunctionCallExprSyntax.self)
        return call?.calledExpression.as(MemberAccessExprSyntax.self).map { Syntax($0.declName) } ?? Syntax(node)
    }

    func canConvertReceiver(_ type: ScriptType, _ owner: ScriptType) -> Bool {
        guard case .native(let native) = owner, type != .any else { return false }
        return native.metatype.accepts(type) && type.isNominalOrNative
    }

    private func mutablePlace(
        _ name: String, _ place: (() throws -> PlaceExpression)?, _ node: some SyntaxProtocol
    ) throws -> PlaceExpression {
        guard let place else {
            throw fail("cannot use mutating member '\(name)' on immutable value", node, remedy: "keep the value in a 'var' first")
        }
        do { return try place() } catch var diagnostic as Diagnostic {
            if let range = diagnostic.message.range(of: "cannot assign to value: ") {
                diagnostic.message.replaceSubrange(range, with: "cannot use mutating member '\(name)' on immutable value: ")
            } else if diagnostic.message.hasPrefix("expression is not assignable") {
                diagnostic.message = "cannot use mutating member '\(name)' on immutable value"
                diagnostic.remedy = "keep the value in a 'var' first"
            }
            throw diagnostic
        }
    }

    private func methodCandidate(
        _ code: FunctionCode, _ receiver: Lowered, _ place: (() throws -> PlaceExpression)?, _ node: some SyntaxProtocol
    ) -> Candidate {
        var result = candidate(code, node) { values in
            try self.requireTry(code, node)
            return self.callFunction(code, [receiver] + values, self.site(node))
        }
        if code.isMutating || code.isInout {
            let formals = result.formals
            result.makeInout = { arguments, matched in
                try self.requireTry(code, node)
                let (values, places) = try self.inoutArguments(arguments, formals, matched)
                if !code.isMutating { return self.callInout(code, [receiver] + values, [nil] + places, self.site(node)) }
                let owner = try self.mutablePlace(code.name, place, node)
                return self.callInout(code, [nil] + values, [owner] + places, self.site(node))
            }
        }
        return result
    }
}

extension ScriptType {
    var isNominalOrNative: Bool {
        switch self {
        case .nominal, .native: true
        default: false
        }
    }
}
