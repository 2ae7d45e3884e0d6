extension Session {
    /// Something that can follow a dot.
    struct MemberEntry {
        let name: String
        let detail: String
        let documentation: String
        let isCallable: Bool
    }

    /// Every member of values of a type.
    func memberNames(of type: ScriptType) -> [MemberEntry] {
        var result: [MemberEntry] = []
        switch type {
        case .nominal(let nominal): result += entries(nominal)
        case .tuple(let elements):
            result += elements.enumerated().map {
                .init(name: $1.label ?? "\($0)", detail: "\($1.type)", documentation: "", isCallable: false)
            }
        default: break
        }
        for row in natives.rows {
            guard case .member(let owner) = row.scope, owner == type, row.name != "subscript" else { continue }
            result.append(
                .init(name: row.name, detail: row.signature, documentation: row.documentation, isCallable: row.parameters != nil))
        }
        for row in StandardLibrary.rows {
            guard case .member(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            guard type != .any, unifyReceiver(pattern, type, &bindings) else { continue }
            result.append(
                .init(name: row.name, detail: row.signature, documentation: row.documentation, isCallable: !row.isProperty))
        }
        for (owner, members) in globals.extensions where owner == type { result += entries(members) }
        return result
    }

    private func entries(_ nominal: NominalType) -> [MemberEntry] {
        var result = nominal.fields.map { MemberEntry(name: $0.name, detail: "\($0.type)", documentation: "", isCallable: false) }
        for (name, member) in nominal.members.sorted(by: { $0.key < $1.key }) {
            switch member {
            case .property(let property):
                result.append(.init(name: name, detail: "\(property.type)", documentation: "", isCallable: false))
            case .methods(let codes):
                result += codes.map { .init(name: name, detail: $0.signature, documentation: $0.documentation, isCallable: true) }
            }
        }
        if nominal.rawType != nil {
            result.append(.init(name: "rawValue", detail: "\(nominal.rawType!)", documentation: "", isCallable: false))
        }
        return result
    }

    /// Every static member of a type.
    func staticNames(of type: ScriptType) -> [MemberEntry] {
        var result: [MemberEntry] = []
        if case .nominal(let nominal) = type {
            result += nominal.cases.map {
                .init(name: $0.name, detail: "case", documentation: "", isCallable: !$0.payload.isEmpty)
            }
            result += nominal.statics.keys.sorted().map {
                .init(name: $0, detail: "static", documentation: "", isCallable: false)
            }
        }
        if case .native(let native) = type {
            result += native.metatype.implicitMembers.map {
                .init(name: $0, detail: "\(type)", documentation: "", isCallable: false)
            }
        }
        for row in natives.rows where row.scope == .type(type) && row.name != "init" {
            result.append(
                .init(name: row.name, detail: row.signature, documentation: row.documentation, isCallable: row.parameters != nil))
        }
        for row in StandardLibrary.rows where row.name != "init" {
            guard case .type(let pattern) = row.scope else { continue }
            var bindings: [String: ScriptType] = [:]
            guard unifyReceiver(pattern, type, &bindings) else { continue }
            result.append(
                .init(name: row.name, detail: row.signature, documentation: row.documentation, isCallable: !row.isProperty))
        }
        return result
    }
}
