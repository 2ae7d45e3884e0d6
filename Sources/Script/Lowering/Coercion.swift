import SwiftSyntax

extension Lowerer {
    /// Lowers an expression to a wanted type; wrong ones are an error at the expression.
    func lower(_ expression: ExprSyntax, as type: ScriptType, for purpose: String = "specified type") throws -> Lowered {
        try coerce(lower(expression, expecting: type), to: type, expression, for: purpose)
    }

    /// The expression as another type where Swift converts by itself.
    func coerce(
        _ lowered: Lowered, to type: ScriptType, _ node: some SyntaxProtocol, for purpose: String = "specified type"
    ) throws -> Lowered {
        if lowered.type == type { return lowered }
        if let converted = convert(lowered, to: type, node) { return converted }
        if lowered.constant?.isNil == true, lowered.type == .optional(.any) {
            throw fail("'nil' cannot be used where '\(type)' is wanted", node, remedy: "declare it as '\(type)?'")
        }
        if case .optional(let wrapped) = lowered.type, canConvert(wrapped, to: type) {
            throw fail(
                "value of optional type '\(lowered.type)' must be unwrapped to a value of type '\(wrapped)'", node,
                remedy: "give a default with '??', test it with 'if let', or insist with '!'")
        }
        throw fail(
            "cannot convert value of type '\(lowered.type)' to \(purpose) '\(type)'", node,
            remedy: conversionRemedy(lowered.type, type, node))
    }

    private func conversionRemedy(_ from: ScriptType, _ to: ScriptType, _ node: some SyntaxProtocol) -> String? {
        let text = node.trimmedDescription
        guard text.count < 40 else { return nil }
        switch (from, to) {
        case (.int, .double), (.float, .double): return "write Double(\(text))"
        case (.int, .float), (.double, .float): return "write Float(\(text))"
        case (.double, .int), (.float, .int): return "write Int(\(text))"
        case (.int, .string), (.double, .string), (.character, .string): return "write String(\(text))"
        default: return nil
        }
    }

    /// nil when the types do not fit.
    func convert(_ lowered: Lowered, to type: ScriptType, _ node: some SyntaxProtocol) -> Lowered? {
        let from = lowered.type
        if from == type { return lowered }
        if lowered.adapts, let value = lowered.constant {
            var wanted = type
            while case .optional(let wrapped) = wanted { wanted = wrapped }
            switch (value, wanted) {
            case (.int(let number), .double): return Lowered(constant: .double(Double(number)), .double)
            case (.int(let number), .float): return Lowered(constant: .float(Float(number)), .float)
            case (.double(let number), .float): return Lowered(constant: .float(Float(number)), .float)
            default: break
            }
        }
        if from == .any, type != .any {
            // What is known only when it runs is checked when it runs.
            let (code, site) = (lowered.code, site(node))
            return Lowered(type) { base in
                let value = try code(base)
                guard type.contains(value) else {
                    throw trap("found \(value.typeName), where \(type) is needed", site)
                }
                return value
            }
        }
        return canConvert(from, to: type) ? lowered.retyped(type) : nil
    }

    /// Whether a value of one type is one of another without change.
    func canConvert(_ from: ScriptType, to type: ScriptType) -> Bool {
        if from == type { return true }
        switch (from, type) {
        case (.any, _), (_, .any), (.never, _), (_, .variable), (.variable, _): return true
        case (.optional(let a), .optional(let b)): return canConvert(a, to: b)
        case (_, .optional(let b)): return canConvert(from, to: b)
        case (.array(let a), .array(let b)), (.set(let a), .set(let b)): return canConvert(a, to: b)
        case (.dictionary(let a, let b), .dictionary(let c, let d)):
            return canConvert(a, to: c) && canConvert(b, to: d)
        case (.tuple(let a), .tuple(let b)):
            return a.count == b.count
                && zip(a, b).allSatisfy {
                    canConvert($0.type, to: $1.type) && ($0.label == nil || $1.label == nil || $0.label == $1.label)
                }
        case (.function(let a, let r), .function(let b, let s)):
            return a.count == b.count && zip(a, b).allSatisfy { canConvert($1, to: $0) }
                && (s == .void || canConvert(r, to: s))
        case (.range(let a, let x), .range(let b, let y)): return a == b && canConvert(x, to: y)
        case (.nominal(let type), .error): return type.isError
        case (.native, .error): return true
        case (_, .native(let native)): return native.metatype.accepts(from)
        case (.metatype(let a), .metatype(let b)): return canConvert(a, to: b)
        default: return false
        }
    }

    /// The type both can be seen as, or nil.
    func join(_ a: ScriptType, _ b: ScriptType) -> ScriptType? {
        if a == b || b == .never { return a }
        if a == .never { return b }
        if a == .optional(.any) { return b.asOptional }
        if b == .optional(.any) { return a.asOptional }
        if canConvert(a, to: b) { return b }
        if canConvert(b, to: a) { return a }
        return nil
    }
}

extension ScriptType {
    var asOptional: ScriptType {
        if case .optional = self { return self }
        return .optional(self)
    }

    var unwrapped: ScriptType {
        if case .optional(let wrapped) = self { return wrapped.unwrapped }
        return self
    }

    var isOptional: Bool {
        if case .optional = self { return true }
        return false
    }

    var isNumber: Bool { self == .int || self == .double || self == .float }

    /// What `for x in` gives; nil for what is no sequence.
    var element: ScriptType? {
        switch self {
        case .array(let element), .set(let element): element
        case .dictionary(let key, let value): .tuple([.init("key", key), .init("value", value)])
        case .string: .character
        case .range(let kind, let bound) where (kind == .halfOpen || kind == .closed || kind == .from) && bound == .int: .int
        case .any: .any
        default: nil
        }
    }

    /// Whether a type inside it is optional, so that its text depends on the static type.
    var mentionsOptional: Bool {
        switch self {
        case .optional: true
        case .array(let element), .set(let element): element.mentionsOptional
        case .dictionary(let key, let value): key.mentionsOptional || value.mentionsOptional
        case .tuple(let elements): elements.contains { $0.type.mentionsOptional || $0.label != nil }
        default: false
        }
    }
}
