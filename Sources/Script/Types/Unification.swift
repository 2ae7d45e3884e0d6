/// Fits a type to a pattern with variables, which it binds. `Sequence` as a variable is anything `for` can walk over, and binds
/// `Element`.
func unify(_ pattern: ScriptType, _ type: ScriptType, _ bindings: inout [String: ScriptType]) -> Bool {
    if case .variable = type { return true }
    switch (pattern, type) {
    case (.variable("Sequence"), _):
        guard let element = type.element else { return false }
        bindings["Sequence"] = type
        bindings["Element"] = element
        return true
    case (.variable(let name), _):
        if let bound = bindings[name] {
            if bound == type || bound == .any { return true }
            if case .optional(let wrapped) = bound, wrapped == type { return true }
            if type == .any || type == .never { return true }
            return false
        }
        bindings[name] = type
        return true
    case (_, .any), (.any, _), (_, .never): return true
    case (.optional(let a), .optional(let b)): return unify(a, b, &bindings)
    case (.optional(let a), _): return unify(a, type, &bindings)
    case (.array(let a), .array(let b)), (.set(let a), .set(let b)), (.metatype(let a), .metatype(let b)),
        (.reference(let a), .reference(let b)):
        return unify(a, b, &bindings)
    case (.dictionary(let a, let b), .dictionary(let c, let d)):
        return unify(a, c, &bindings) && unify(b, d, &bindings)
    case (.tuple(let a), .tuple(let b)):
        return a.count == b.count && zip(a, b).allSatisfy { unify($0.type, $1.type, &bindings) }
    case (.range(let a, let x), .range(let b, let y)): return a == b && unify(x, y, &bindings)
    case (.function(let a, let r), .function(let b, let s)):
        return a.count == b.count && zip(a, b).allSatisfy { unify($0, $1, &bindings) } && (r == .void || unify(r, s, &bindings))
    default: return pattern == type
    }
}

/// Fits a receiver to the pattern of a member; unlike an argument, it is not wrapped into an optional on the way.
func unifyReceiver(_ pattern: ScriptType, _ type: ScriptType, _ bindings: inout [String: ScriptType]) -> Bool {
    if case .optional = pattern, !type.isOptional { return false }
    return unify(pattern, type, &bindings)
}

extension ScriptType {
    /// The type with its variables replaced; unknown ones stay.
    func replacing(_ bindings: [String: ScriptType]) -> ScriptType {
        if bindings.isEmpty { return self }
        return switch self {
        case .variable(let name): bindings[name] ?? self
        case .optional(let inner): .optional(inner.replacing(bindings))
        case .array(let inner): .array(inner.replacing(bindings))
        case .set(let inner): .set(inner.replacing(bindings))
        case .metatype(let inner): .metatype(inner.replacing(bindings))
        case .dictionary(let key, let value): .dictionary(key.replacing(bindings), value.replacing(bindings))
        case .tuple(let elements): .tuple(elements.map { TupleElement($0.label, $0.type.replacing(bindings)) })
        case .range(let kind, let bound): .range(kind, bound.replacing(bindings))
        case .reference(let inner): .reference(inner.replacing(bindings))
        case .function(let parameters, let result):
            .function(parameters.map { $0.replacing(bindings) }, result.replacing(bindings))
        default: self
        }
    }

    var hasVariables: Bool {
        switch self {
        case .variable: true
        case .optional(let inner), .array(let inner), .set(let inner), .metatype(let inner), .reference(let inner):
            inner.hasVariables
        case .dictionary(let key, let value): key.hasVariables || value.hasVariables
        case .tuple(let elements): elements.contains { $0.type.hasVariables }
        case .range(_, let bound): bound.hasVariables
        case .function(let parameters, let result): parameters.contains { $0.hasVariables } || result.hasVariables
        default: false
        }
    }
}
