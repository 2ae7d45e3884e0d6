import Tensors

extension Module {
    /// The parameters with their dotted names, as `layer1.0.conv1.0.weight`, in a fixed order.
    public func namedParameters() -> [(name: String, parameter: Parameter)] {
        var found: [(name: String, parameter: Parameter)] = []
        walk { if case .parameter(_, let parameter) = $1 { found.append(($0, parameter)) } }
        return found
    }

    /// The buffers with their dotted names.
    public func namedBuffers() -> [(name: String, buffer: Buffer)] {
        var found: [(name: String, buffer: Buffer)] = []
        walk { if case .buffer(_, let buffer) = $1 { found.append(($0, buffer)) } }
        return found
    }

    /// The random sources with their dotted names.
    public func namedRandomSources() -> [(name: String, source: RandomSource)] {
        var found: [(name: String, source: RandomSource)] = []
        walk { if case .random(_, let source) = $1 { found.append(($0, source)) } }
        return found
    }

    /// The module itself under the empty name, and all modules below it.
    public func namedModules() -> [(name: String, module: any Module)] {
        var found: [(name: String, module: any Module)] = [("", self)]
        walk { if case .module(_, let module) = $1 { found.append(($0, module)) } }
        return found
    }

    /// The parameters in the order of their names; one that stands in two places comes once.
    public var parameters: [Parameter] {
        var seen: Set<ObjectIdentifier> = []
        return namedParameters().map(\.parameter).filter { seen.insert(ObjectIdentifier($0)).inserted }
    }

    /// The parameters that training changes.
    public var trainableParameters: [Parameter] { parameters.filter { !$0.isFrozen } }

    /// The number of scalars in all parameters.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// The module with a dotted name below this one, such as `layer4.1`; nil when there is none.
    public func module(named name: String) -> (any Module)? {
        namedModules().first { $0.name == name }?.module
    }

    /// Freezes or thaws all parameters whose dotted name begins with `prefix` (all by default).
    public func setFrozen(_ frozen: Bool, prefix: String = "") {
        for (name, parameter) in namedParameters() where name.hasPrefix(prefix) { parameter.isFrozen = frozen }
    }

    private func walk(_ visit: (String, ModuleMember) -> Void) { walk(prefix: "", visit) }

    private func walk(prefix: String, _ visit: (String, ModuleMember) -> Void) {
        let members = members
        obeying(try LayerRule.names(members.map(\.name), operation: "\(Self.self)"))
        for member in members {
            visit(prefix + member.name, member)
            if case .module(_, let module) = member { module.walk(prefix: prefix + member.name + ".", visit) }
        }
    }
}

extension ModuleMember {
    /// The member's own name.
    public var name: String {
        switch self {
        case .parameter(let name, _), .buffer(let name, _), .random(let name, _), .module(let name, _): name
        }
    }
}
