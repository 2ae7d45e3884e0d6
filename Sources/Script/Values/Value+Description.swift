extension Value {
    /// As `print` writes it.
    public var printed: String {
        switch self {
        case .string(let text): text
        case .character(let character): String(character)
        case .native(let object): object.text
        default: described(as: nil, quoted: false)
        }
    }

    /// As it stands inside a collection, or in the display of a value: strings quoted.
    public var debugPrinted: String { described(as: nil, quoted: true) }

    /// As source, for the defaults in a signature.
    var literalDescription: String {
        if case .none = self { return "nil" }
        return debugPrinted
    }

    /// The text of a value of a static type; the type is what tells an optional that holds something.
    func described(as type: ScriptType?, quoted: Bool) -> String {
        if case .optional(let wrapped)? = type {
            if isNil { return "nil" }
            return "Optional(\(described(as: wrapped, quoted: true)))"
        }
        switch self {
        case .uninitialized: return "<not yet given a value>"
        case .void: return "()"
        case .none: return "nil"
        case .bool(let truth): return truth ? "true" : "false"
        case .int(let number): return String(number)
        case .double(let number): return "\(number)"
        case .float(let number): return "\(number)"
        case .string(let text): return quoted ? text.debugDescription : text
        case .character(let character): return quoted ? character.debugDescription : String(character)
        case .array(let elements):
            var inner: ScriptType?
            if case .array(let element)? = type { inner = element }
            return "[" + elements.map { $0.described(as: inner, quoted: true) }.joined(separator: ", ") + "]"
        case .set(let table):
            var inner: ScriptType?
            if case .set(let element)? = type { inner = element }
            return "[" + table.orderedKeys.map { $0.described(as: inner, quoted: true) }.joined(separator: ", ") + "]"
        case .dictionary(let table):
            var inner: (ScriptType?, ScriptType?)
            if case .dictionary(let key, let value)? = type { inner = (key, value) }
            if table.count == 0 { return "[:]" }
            let pairs = table.pairs.map {
                $0.0.described(as: inner.0, quoted: true) + ": " + $0.1.described(as: inner.1, quoted: true)
            }
            return "[" + pairs.joined(separator: ", ") + "]"
        case .tuple(let tuple):
            var types: [ScriptType.TupleElement]?
            if case .tuple(let elements)? = type { types = elements }
            let texts = tuple.elements.indices.map { index in
                let text = tuple.elements[index].described(as: types?[index].type, quoted: true)
                return (types?[index].label ?? tuple.labels[index]).map { "\($0): \(text)" } ?? text
            }
            return "(" + texts.joined(separator: ", ") + ")"
        case .range(let range): return range.description(quoted: true)
        case .structure(let object): return object.description(quoted)
        case .enumeration(let object): return object.description(quoted)
        case .function: return "(Function)"
        case .type(let type): return type.type.runtimeName
        case .native(let object): return object.summary
        case .capture(let capture): return capture.storage.pointee.described(as: type, quoted: quoted)
        }
    }

    /// The name of the value's own type.
    public var typeName: String { ScriptType(of: self).description }
}

extension RangeObject {
    func description(quoted: Bool) -> String {
        let low = lower?.debugPrinted ?? ""
        let high = upper?.debugPrinted ?? ""
        return switch kind {
        case .halfOpen: "\(low)..<\(high)"
        case .closed: "\(low)...\(high)"
        case .from: "PartialRangeFrom<Int>(lowerBound: \(low))"
        case .upTo: "PartialRangeUpTo<Int>(upperBound: \(high))"
        case .through: "PartialRangeThrough<Int>(upperBound: \(high))"
        case .unbounded: "..."
        }
    }
}

extension StructObject {
    func description(_ quoted: Bool) -> String {
        if let text = type.customDescription?(.structure(self)) { return text }
        let fields = zip(type.fields, fields).map { "\($0.name): " + $1.described(as: $0.type, quoted: true) }
        return "\(type.name)(\(fields.joined(separator: ", ")))"
    }
}

extension EnumObject {
    func description(_ quoted: Bool) -> String {
        if let text = type.customDescription?(.enumeration(self)) { return text }
        let name = quoted ? "\(Self.module).\(type.name).\(self.name)" : self.name
        if payload.isEmpty { return name }
        let parts = zip(type.cases[index].payload, payload).map { part, value in
            (part.label.map { "\($0): " } ?? "") + value.described(as: part.type, quoted: true)
        }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }

    /// Swift writes the module before an enum inside a collection; a cell's module is called so.
    static let module = "cell"
}

extension NativeObject {
    /// As Swift's `print` writes it, on several lines where its description has them.
    var text: String { (value as? any CustomStringConvertible)?.description ?? summary }

    /// One line about the object, as it stands among other values.
    public var summary: String {
        switch value {
        case let summarized as any SummarizedValue: summarized.scriptSummary
        case let convertible as any CustomStringConvertible: convertible.description
        default: "\(value)"
        }
    }
}
