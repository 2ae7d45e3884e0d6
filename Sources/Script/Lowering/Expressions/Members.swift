import SwiftSyntax

extension Lowerer {
    func lowerMember(_ member: MemberAccessExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let name = member.declName.baseName.text
        guard let base = member.base else {
            guard let wanted, wanted != .any else {
                throw fail(
                    "cannot infer the type that '.\(name)' is a member of", member, remedy: "write the type's name before the dot"
                )
            }
            return try implicitMember(name, wanted, member.declName)
        }
        if substitutes[base.id] == nil {
            if name == "self", let type = try typeExpression(base) { return typeValue(type) }
            if let reference = base.as(DeclReferenceExprSyntax.self), Self.rooms.contains(reference.baseName.text),
                resolveName(reference.baseName.text) == nil
            {
                return try lower(ExprSyntax(member.declName), expecting: wanted)
            }
            if let type = try typeExpression(base) {
                if case .nominal(let outer) = type, let inner = outer.types[name] { return typeValue(inner) }
                return try staticMember(type, name, wanted, member.declName)
            }
        }
        if name == "self" { return try lower(base) }
        return try memberValue(lower(base), name, wanted, member.declName)
    }

    /// `value.name`, as a value.
    func memberValue(
        _ base: Lowered, _ name: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol, implicitSelf: Bool = false
    ) throws -> Lowered {
        switch base.type {
        case .metatype(let type): return try staticMember(type, name, wanted, node)
        case .nominal(let nominal):
            if let index = nominal.field(name) { return fieldValue(base, nominal, index) }
            switch nominal.members[name] {
            case .property(let property)?:
                if let getter = property.getter { return callFunction(getter, [base], site(node)) }
            case .methods(let codes)?: return try boundMethod(base, codes, wanted, node)
            case nil: break
            }
            if nominal.kind == .enumeration, name == "rawValue", let raw = nominal.rawType {
                let code = base.code
                return Lowered(raw) { frame in
                    guard case .enumeration(let object) = try code(frame) else { throw missing(base.type) }
                    return nominal.cases[object.index].rawValue ?? .none
                }
            }
            if nominal.isError, name == "localizedDescription" {
                let code = base.code
                return Lowered(.string) { .string(try code($0).printed) }
            }
        case .tuple(let elements):
            if let index = elements.firstIndex(where: { $0.label == name })
                ?? Int(name).flatMap({ elements.indices.contains($0) ? $0 : nil })
            {
                let code = base.code
                return Lowered(elements[index].type) { frame in
                    guard case .tuple(let tuple) = try code(frame) else { throw missing(base.type) }
                    return tuple.elements[index]
                }
            }
        case .error:
            if name == "localizedDescription" {
                let code = base.code
                return Lowered(.string) { .string(try code($0).printed) }
            }
        case .optional(let wrapped):
            if name != "map", name != "flatMap" {
                throw fail(
                    "value of optional type '\(base.type)' must be unwrapped to refer to member '\(name)' of '\(wrapped)'", node,
                    remedy: "write '?.\(name)', or '!.\(name)'")
            }
        case .any: return dynamicMember(base, name, node)
        default: break
        }
        for row in session.natives.members(name) where row.parameters == nil {
            if case .member(let owner) = row.scope, owner == base.type || canConvertReceiver(base.type, owner) {
                return callRow(row, [base.code], site(node))
            }
        }
        for row in StandardLibrary.members(name) where row.isProperty {
            guard case .member(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            guard unifyReceiver(pattern, base.type, &bindings) else { continue }
            if name == "count", case .array = base.type { return arrayCount(base) }
            return callStandard(row, [base], row.result.replacing(bindings), site(node))
        }
        if let value = try extensionMember(base, name, wanted, node) { return value }
        if let reference = methodReference(base, name, wanted, node) { return reference }
        throw unknownMember(name, base.type, node)
    }

    private func arrayCount(_ base: Lowered) -> Lowered {
        if let slot = base.slot {
            return Lowered(int: { frame in
                guard case .array(let elements) = frame[slot] else { throw missing(base.type) }
                return elements.count
            })
        }
        let code = base.code
        return Lowered(int: { frame in
            guard case .array(let elements) = try code(frame) else { throw missing(base.type) }
            return elements.count
        })
    }

    /// A stored property, read without a call.
    private func fieldValue(_ base: Lowered, _ nominal: NominalType, _ index: Int) -> Lowered {
        let type = nominal.fields[index].type
        let code = base.code
        let slot = base.slot
        @inline(__always) func object(_ frame: Base) throws -> StructObject {
            if let slot {
                guard case .structure(let object) = frame[slot] else { throw missing(base.type) }
                return object
            }
            guard case .structure(let object) = try code(frame) else { throw missing(base.type) }
            return object
        }
        switch type {
        case .int:
            return Lowered(int: { frame in
                guard case .int(let number) = try object(frame).fields[index] else { throw missing(.int) }
                return number
            })
        case .double:
            return Lowered(double: { frame in
                guard case .double(let number) = try object(frame).fields[index] else { throw missing(.double) }
                return number
            })
        default: return Lowered(type) { try object($0).fields[index] }
        }
    }

    /// A method as a value, bound to its receiver.
    private func boundMethod(
        _ base: Lowered, _ codes: [FunctionCode], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        let code = codes.first { candidate in wanted.map { canConvert(candidate.type, to: $0) } ?? true } ?? codes[0]
        guard !code.isMutating else { throw fail("a mutating method cannot be taken as a value", node) }
        let (receiver, machine, site) = (base.code, machine, site(node))
        return Lowered(code.type) { frame in
            let owner = try receiver(frame)
            return .function(
                NativeClosure(parameterCount: code.parameters.count, type: code.type) { arguments in
                    let top = machine.top
                    defer { machine.top = top }
                    return try machine.call(code, top, [owner] + arguments, site)
                })
        }
    }

    /// A method of the library as a value.
    private func methodReference(
        _ base: Lowered, _ name: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) -> Lowered? {
        let (receiver, session, site, machine) = (base.code, session, site(node), machine)
        for row in session.natives.members(name) {
            guard case .member(let owner) = row.scope, owner == base.type, let parameters = row.parameters else { continue }
            let type = ScriptType.function(parameters.map(\.type), row.result)
            return Lowered(type) { frame in
                let owner = try receiver(frame)
                return .function(
                    NativeClosure(parameterCount: parameters.count, type: type) {
                        try session.invoke(row, [owner] + $0, site)
                    })
            }
        }
        for row in StandardLibrary.members(name) where !row.isProperty && !row.isMutating {
            guard case .member(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            guard unifyReceiver(pattern, base.type, &bindings) else { continue }
            let type = ScriptType.function(row.parameters.map(\.type), row.result).replacing(bindings)
            return Lowered(type) { frame in
                let owner = try receiver(frame)
                return .function(
                    NativeClosure(parameterCount: row.parameters.count, type: type) {
                        try row.body(Invocation(machine, site, [owner] + $0))
                    })
            }
        }
        return nil
    }

    /// A member that an `extension` of a cell gave to a type of the language or library.
    func extensionMember(
        _ base: Lowered, _ name: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered? {
        for (pattern, members) in session.globals.extensions {
            var bindings: [String: ScriptType] = [:]
            guard unifyReceiver(pattern, base.type, &bindings), let member = members.members[name] else { continue }
            switch member {
            case .property(let property): if let getter = property.getter { return callFunction(getter, [base], site(node)) }
            case .methods(let codes): return try boundMethod(base, codes, wanted, node)
            }
        }
        return nil
    }

    func unknownMember(_ name: String, _ type: ScriptType, _ node: some SyntaxProtocol) -> Diagnostic {
        let known = memberNames(of: type)
        if known.contains(name) {
            return fail("'\(name)' of '\(type)' is a method", node, remedy: "call it: .\(name)(…)")
        }
        return fail("value of type '\(type)' has no member '\(name)'", node, remedy: meant(by: name, among: known))
    }

    /// Every member that can follow the dot.
    func memberNames(of type: ScriptType) -> [String] { session.memberNames(of: type).map(\.name) }

    /// A member of a value of which nothing is known before it runs.
    private func dynamicMember(_ base: Lowered, _ name: String, _ node: some SyntaxProtocol) -> Lowered {
        let (code, site, session) = (base.code, site(node), session)
        return Lowered(.any) { frame in
            let value = try code(frame)
            switch value {
            case .tuple(let tuple):
                if let index = tuple.labels.firstIndex(of: name) ?? Int(name), tuple.elements.indices.contains(index) {
                    return tuple.elements[index]
                }
            case .structure(let object): if let field = object[name] { return field }
            default:
                let type = ScriptType(of: value)
                for row in session.natives.members(name) where row.parameters == nil {
                    if case .member(let owner) = row.scope, owner == type { return try session.invoke(row, [value], site) }
                }
            }
            throw trap("value of type '\(value.typeName)' has no member '\(name)'", site)
        }
    }
}
