extension Session {
    /// A name that cells declared.
    public struct Variable: Sendable, Hashable {
        public let name: String
        public let type: String
        /// One line about the value.
        public let summary: String
    }

    /// The names that cells declared, in the order of their declaration.
    public var variables: [Variable] {
        thread.run { [self] in
            globals.order.compactMap { name in
                switch globals.bindings[name] {
                case .variable(let variable)?:
                    guard case .global(let capture) = variable.location else { return nil }
                    let value = capture.storage.pointee
                    return Variable(
                        name: name, type: "\(variable.type == .any ? ScriptType(of: value) : variable.type)",
                        summary: shortened(value.described(as: variable.type, quoted: true)))
                case .functions(let codes)?:
                    return Variable(name: name, type: "\(codes[0].type)", summary: "func " + codes[0].signature)
                case .type(let type)?:
                    guard case .nominal(let nominal) = type else { return nil }
                    return Variable(name: name, type: "\(type).Type", summary: nominal.declaration)
                default: return nil
                }
            }
        }
    }

    private func shortened(_ text: String) -> String {
        let line = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        return line.count > 100 || line.count < text.count ? line.prefix(99) + "…" : line
    }

    /// The value of a name, or nil.
    public func value(of name: String) -> Value? {
        thread.run { [self] in
            guard case .variable(let variable)? = globals.bindings[name], case .global(let capture) = variable.location else {
                return nil
            }
            return capture.storage.pointee
        }
    }

    /// Gives a name to a value from outside: the notebook's `params`, the REPL's `_`.
    public func define(_ name: String, _ value: Value, type: ScriptType? = nil) {
        thread.run { [self] in
            let variable = Script.Variable(
                name, type ?? ScriptType(of: value), isConstant: true, .global(Capture(value)), owner: nil)
            globals.declare(name, .variable(variable))
        }
    }

    /// Takes a name away.
    public func undefine(_ name: String) { thread.run { [self] in globals.remove(name) } }

    /// How a value is shown when it ends a cell. `type` is its static type, where it is known: ``lastType``.
    public func describe(_ value: Value) -> [Representation] {
        thread.run { [self] in
            if case .native(let object) = value, let displayable = object.value as? any DisplayableValue {
                return displayable.representations()
            }
            let type = lastType.mentionsOptional ? lastType : nil
            return [.text(value.described(as: type, quoted: true))]
        }
    }

    /// A method of a struct of a cell as something to call, bound to the value: how natives reach `callAsFunction`.
    public func method(_ name: String, of value: Value) -> Callable? {
        let nominal: NominalType
        switch value {
        case .structure(let object): nominal = object.type
        case .enumeration(let object): nominal = object.type
        default: return nil
        }
        guard case .methods(let codes)? = nominal.members[name], let code = codes.first else { return nil }
        let machine = machine
        let site = context.site ?? Site(unit: SourceUnit("", context.cell), offset: 0)
        return NativeClosure(parameterCount: code.parameters.count, type: code.type) { arguments in
            let top = machine.top
            defer { machine.top = top }
            return try machine.call(code, top, [value] + arguments, site)
        }
    }
}

extension NominalType {
    /// The head of the declaration and its stored properties or cases.
    var declaration: String {
        kind == .structure
            ? "struct \(name) { " + fields.map { "\($0.name): \($0.type)" }.joined(separator: "; ") + " }"
            : "enum \(name) { " + cases.map { "case \($0.name)" }.joined(separator: "; ") + " }"
    }
}
