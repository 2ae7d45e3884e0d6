import SwiftSyntax

extension Lowerer {
    /// `.name` where a type is wanted.
    func implicitMember(_ name: String, _ wanted: ScriptType, _ node: some SyntaxProtocol) throws -> Lowered {
        if name == "none", wanted.isOptional { return Lowered(constant: .none, wanted) }
        return try staticMember(wanted.unwrapped, name, wanted, node)
    }

    /// `Type.name`.
    func staticMember(
        _ type: ScriptType, _ name: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        if case .nominal(let nominal) = type {
            if let index = nominal.cases.firstIndex(where: { $0.name == name }) {
                let item = nominal.cases[index]
                if item.payload.isEmpty { return Lowered(constant: nominal.plainCases[index], type) }
                let function = NativeClosure(
                    parameterCount: item.payload.count, type: .function(item.payload.map(\.type), type)
                ) { .enumeration(EnumObject(nominal, index: index, payload: $0)) }
                return Lowered(constant: .function(function), function.type)
            }
            if name == "allCases", nominal.conformances.contains("CaseIterable") {
                return Lowered(constant: .array(nominal.plainCases), .array(type))
            }
            switch nominal.statics[name] {
            case .property(let property)?:
                if let storage = property.storage { return storage.read }
                if let getter = property.getter { return callFunction(getter, [], site(node)) }
            case .methods(let codes)?: return functionValue(codes[0], node)
            case nil: break
            }
            if name == "init", let first = nominal.initializers.first { return functionValue(first, node) }
        }
        if case .native(let native) = type {
            if native.metatype.implicitMembers.contains(name), native.metatype.fromScript(.string(name)) != nil {
                return Lowered(constant: .string(name), type)
            }
        }
        if let row = session.natives.statics(name).first(where: { $0.scope == .type(type) && $0.parameters == nil }) {
            return callRow(row, [], site(node)).retyped(row.result)
        }
        if name == "init" { return try initializerReference(type, wanted, node) }
        for row in StandardLibrary.statics(name) {
            guard case .type(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            guard unify(pattern, type, &bindings) else { continue }
            if row.isProperty, let value = try? row.body(Invocation(machine, site(node), [])) {
                return Lowered(constant: value, row.result)
            }
            return try lowerFunctionReference(row, type, node)
        }
        throw unknownStatic(name, type, node)
    }

    private func lowerFunctionReference(_ row: StandardRow, _ type: ScriptType, _ node: some SyntaxProtocol) throws -> Lowered {
        let (machine, site) = (machine, site(node))
        let signature = ScriptType.function(row.parameters.map(\.type), row.result)
        let value = NativeClosure(parameterCount: row.parameters.count, type: signature) { arguments in
            try row.body(Invocation(machine, site, arguments))
        }
        return Lowered(constant: .function(value), signature)
    }

    /// `Double.init` as a function.
    private func initializerReference(_ type: ScriptType, _ wanted: ScriptType?, _ node: some SyntaxProtocol) throws -> Lowered {
        for row in StandardLibrary.statics("init") {
            guard case .type(let pattern) = row.scope, row.parameters.count == 1, row.parameters[0].label == nil else { continue }
            var bindings: [String: ScriptType] = [:]
            guard unify(pattern, type, &bindings) else { continue }
            if case .function(let types, _)? = wanted?.unwrapped, types.count == 1,
                !unify(row.parameters[0].type.replacing(bindings), types[0], &bindings)
            {
                continue
            }
            let reference = try lowerFunctionReference(row, type, node)
            return reference.retyped(.function([row.parameters[0].type.replacing(bindings)], row.result.replacing(bindings)))
        }
        throw unknownStatic("init", type, node)
    }

    func unknownStatic(_ name: String, _ type: ScriptType, _ node: some SyntaxProtocol) -> Diagnostic {
        if case .native(let native) = type, !native.metatype.implicitMembers.isEmpty { return unknownChoice(name, native, node) }
        var known = session.natives.rows.filter { $0.scope == .type(type) }.map(\.name)
        if case .nominal(let nominal) = type { known += nominal.cases.map(\.name) + Array(nominal.statics.keys) }
        known += StandardLibrary.staticNames(of: type)
        return fail("type '\(type)' has no member '\(name)'", node, remedy: meant(by: name, among: known, dot: "."))
    }
}
