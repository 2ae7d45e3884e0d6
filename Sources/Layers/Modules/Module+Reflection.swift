import Tensors

extension Module {
    /// The stored properties that are layers, modules, parameters, buffers, random sources, or arrays of them, in the order in which they
    /// are declared; for an array its elements are numbered.
    public var members: [ModuleMember] {
        var mirror: Mirror? = Mirror(reflecting: self)
        var levels: [[ModuleMember]] = []
        // The properties of a superclass come first.
        while let level = mirror {
            levels.append(level.children.compactMap { child in child.label.flatMap { ReflectedModule.member($0, child.value) } })
            mirror = level.superclassMirror
        }
        return levels.reversed().flatMap(\.self)
    }

    /// The dotted name of each parameter, such as `stem.weight`.
    public var parameterNames: [String] { namedParameters().map(\.name) }
}

/// The parts of a property as a module: the elements of an array, by number.
private struct ReflectedModule: Module {
    let members: [ModuleMember]

    static func member(_ name: String, _ value: Any) -> ModuleMember? {
        switch value {
        case let parameter as Parameter: return .parameter(name, parameter)
        case let buffer as Buffer: return .buffer(name, buffer)
        case let source as RandomSource: return .random(name, source)
        case let module as any Module:
            return .module(name, module)
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { member(name, $0.value) }
        case .collection:
            let parts = mirror.children.enumerated().compactMap { member("\($0)", $1.value) }
            return parts.isEmpty ? nil : .module(name, ReflectedModule(members: parts))
        default: return nil
        }
    }
}
