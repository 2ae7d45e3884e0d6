/// A type of the cell language, as the lowering knows it before anything runs.
public indirect enum ScriptType: Hashable, @unchecked Sendable {
    /// `Any`: nothing is known; operations look at the value.
    case any
    case void
    /// The type of what does not return.
    case never
    case bool, int, double, float, string, character
    case optional(ScriptType)
    case array(ScriptType)
    case dictionary(ScriptType, ScriptType)
    case set(ScriptType)
    case tuple([TupleElement])
    case range(RangeKind, ScriptType)
    case function([ScriptType], ScriptType)
    /// A `struct` or `enum` of a cell.
    case nominal(NominalType)
    /// A type of the library.
    case native(NativeType)
    /// The type of a type, as in `Int.self`.
    case metatype(ScriptType)
    /// The error a `catch` binds.
    case error
    /// A parameter of a function type that the callee changes.
    case reference(ScriptType)
    /// A placeholder in the signature of a standard method, as `Element`.
    case variable(String)

    /// One element of a tuple type.
    public struct TupleElement: Hashable, Sendable {
        public let label: String?
        public let type: ScriptType
        public init(_ label: String?, _ type: ScriptType) {
            self.label = label
            self.type = type
        }
    }
}

/// A type of the library as the language sees it: its name and the Swift type that converts it.
public struct NativeType: Hashable, @unchecked Sendable {
    public let name: String
    public let metatype: any ScriptConvertible.Type

    public init(_ name: String, _ metatype: any ScriptConvertible.Type) {
        self.name = name
        self.metatype = metatype
    }

    public static func == (a: NativeType, b: NativeType) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ScriptType: CustomStringConvertible {
    /// The type as Swift writes it.
    public var description: String {
        switch self {
        case .any: "Any"
        case .void: "()"
        case .never: "Never"
        case .bool: "Bool"
        case .int: "Int"
        case .double: "Double"
        case .float: "Float"
        case .string: "String"
        case .character: "Character"
        case .optional(let wrapped):
            if case .function = wrapped { "(\(wrapped))?" } else { "\(wrapped)?" }
        case .array(let element): "[\(element)]"
        case .dictionary(let key, let value): "[\(key): \(value)]"
        case .set(let element): "Set<\(element)>"
        case .tuple(let elements):
            "(" + elements.map { ($0.label.map { "\($0): " } ?? "") + "\($0.type)" }.joined(separator: ", ") + ")"
        case .range(.unbounded, _): "UnboundedRange"
        case .range(let kind, let bound): "\(kind.rawValue)<\(bound)>"
        case .function(let parameters, let result):
            "(" + parameters.map(\.description).joined(separator: ", ") + ") -> \(result)"
        case .nominal(let type): type.name
        case .native(let type): type.name
        case .metatype(let type): "\(type).Type"
        case .error: "any Error"
        case .reference(let type): "inout \(type)"
        case .variable(let name): name
        }
    }
}

extension ScriptType {
    /// The name `type(of:)` prints, which is the long one.
    var runtimeName: String {
        switch self {
        case .array(let element): "Array<\(element.runtimeName)>"
        case .dictionary(let key, let value): "Dictionary<\(key.runtimeName), \(value.runtimeName)>"
        case .optional(let wrapped): "Optional<\(wrapped.runtimeName)>"
        default: description
        }
    }
}
