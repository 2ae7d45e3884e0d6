/// The names of the session's top level.
struct GlobalScope {
    var bindings: [String: Binding] = [:]
    /// In the order of their first declaration.
    var order: [String] = []
    /// What `extension`s of cells gave to types that are not theirs.
    var extensions: [(type: ScriptType, members: NominalType)] = []

    /// The precedence groups of operators that cells declared.
    var operators: [String: String] = [:]

    mutating func declare(_ name: String, _ binding: Binding) {
        if bindings.updateValue(binding, forKey: name) == nil { order.append(name) }
    }

    mutating func remove(_ name: String) {
        bindings[name] = nil
        order.removeAll { $0 == name }
    }
}
