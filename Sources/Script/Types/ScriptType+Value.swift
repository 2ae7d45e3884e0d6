extension ScriptType {
    /// The type of a value, as far as the value shows it.
    public init(of value: Value) {
        self =
            switch value {
            case .uninitialized, .capture: .any
            case .void: .void
            case .none: .optional(.any)
            case .bool: .bool
            case .int: .int
            case .double: .double
            case .float: .float
            case .string: .string
            case .character: .character
            case .array(let elements): .array(ScriptType.common(elements))
            case .set(let table): .set(ScriptType.common(table.orderedKeys))
            case .dictionary(let table):
                .dictionary(ScriptType.common(table.orderedKeys), ScriptType.common(table.orderedValues))
            case .tuple(let tuple):
                .tuple(zip(tuple.labels, tuple.elements).map { TupleElement($0, ScriptType(of: $1)) })
            case .range(let range):
                .range(range.kind, (range.lower ?? range.upper).map { ScriptType(of: $0) } ?? .int)
            case .structure(let object): .nominal(object.type)
            case .enumeration(let object): .nominal(object.type)
            case .function(let callable): callable.type
            case .type(let object): .metatype(object.type)
            case .native(let object): .native(object.type)
            }
    }

    /// The one type of all the values, or `Any`.
    private static func common(_ values: [Value]) -> ScriptType {
        guard let first = values.first else { return .any }
        let type = ScriptType(of: first)
        // Long arrays of numbers are common; looking at each element's type would be felt.
        let simple: Bool =
            switch type {
            case .array, .dictionary, .tuple, .set: false
            default: true
            }
        for value in values.prefix(simple ? 1000 : 8).dropFirst() where ScriptType(of: value) != type { return .any }
        return type
    }

    /// Whether a value belongs to the type.
    func contains(_ value: Value) -> Bool {
        switch (self, value) {
        case (.any, _): true
        case (.optional(let wrapped), _): value.isNil || wrapped.contains(value)
        case (.bool, .bool), (.int, .int), (.double, .double), (.float, .float), (.string, .string),
            (.character, .character), (.void, .void):
            true
        case (.array(let element), .array(let elements)): elements.allSatisfy { element.contains($0) }
        case (.set(let element), .set(let table)): table.orderedKeys.allSatisfy { element.contains($0) }
        case (.dictionary(let key, let value), .dictionary(let table)):
            table.pairs.allSatisfy { key.contains($0.0) && value.contains($0.1) }
        case (.tuple(let types), .tuple(let tuple)):
            types.count == tuple.elements.count && zip(types, tuple.elements).allSatisfy { $0.type.contains($1) }
        case (.range(let kind, let bound), .range(let range)):
            kind == range.kind && (range.lower.map { bound.contains($0) } ?? true)
        case (.nominal(let type), .structure(let object)): type == object.type
        case (.nominal(let type), .enumeration(let object)): type == object.type
        case (.native(let type), .native(let object)):
            type == object.type || type.metatype.fromScript(value) != nil
        case (.function(let parameters, _), .function(let callable)): callable.parameterCount == parameters.count
        case (.metatype, .type): true
        case (.error, .structure), (.error, .enumeration), (.error, .native): true
        default: false
        }
    }
}
