extension Session {
    /// A name that cells declared.
    public struct Variable: Sendable, Hashable {
        public let name: String
        public let type: String
        /// One line about the value.
        public let summary: String
    }

    /// The names that cells declared, in the order of their declaration.
    public var variables: [Variable] { [] }

    /// The value of a name, or nil.
    public func value(of name: String) -> Value? { nil }

    /// Gives a name to a value from outside: the notebook's `params`, the REPL's `_`.
    public func define(_ name: String, _ value: Value, type: ScriptType? = nil) {}

    /// How the source could go on at a UTF-8 offset, best first. Evaluates nothing.
    public func completions(_ source: String, at offset: Int) -> [Completion] { [] }

    /// The help of a name: signatures and docstrings of natives, the declaration of what a cell declared. nil when unknown.
    public func help(_ name: String) -> String? { nil }

    /// How a value is shown when it ends a cell.
    public func describe(_ value: Value) -> [Representation] {
        if case .native(let object) = value, let displayable = object.value as? any DisplayableValue {
            return displayable.representations()
        }
        return [.text(value.debugPrinted)]
    }

    /// A method of a struct of a cell as something to call, bound to the value: how natives reach `callAsFunction`.
    public func method(_ name: String, of value: Value) -> Callable? { nil }
}
