/// A `struct` or `enum` declared in a cell.
public final class NominalType: Hashable, @unchecked Sendable {
    /// A stored property.
    public struct Field {
        public let name: String
        public let type: ScriptType
        let isConstant: Bool
        /// The value it has when the initialiser gives none.
        let initial: Code?
    }

    /// A case of an enum.
    public struct Case {
        public let name: String
        public let payload: [ScriptType.TupleElement]
        let rawValue: Value?
    }

    /// A property that is computed, or stored once for the type.
    struct Property {
        let type: ScriptType
        let getter: FunctionCode?
        let setter: FunctionCode?
        /// Where a static stored property lives.
        let storage: Variable?
    }

    enum Member {
        case property(Property)
        case methods([FunctionCode])
    }

    public enum Kind: Sendable { case structure, enumeration }

    public let name: String
    public let kind: Kind
    /// The stored properties of a struct, in order.
    public internal(set) var fields: [Field] = []
    /// The cases of an enum, in order.
    public internal(set) var cases: [Case] = []
    var rawType: ScriptType?
    var conformances: Set<String> = []
    var members: [String: Member] = [:]
    var statics: [String: Member] = [:]
    var initializers: [FunctionCode] = []
    var subscripts: [(getter: FunctionCode, setter: FunctionCode?)] = []
    /// Operators declared inside the type.
    var operators: [String: [FunctionCode]] = [:]
    /// Types declared inside the type.
    var types: [String: ScriptType] = [:]
    var documentation = ""
    /// The text of `description`, when the type writes its own.
    var customDescription: ((Value) -> String)?
    /// The values of the cases without payload, made once.
    var plainCases: [Value] = []

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    var isError: Bool { conformances.contains("Error") || conformances.contains("LocalizedError") }

    func field(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

    public static func == (a: NominalType, b: NominalType) -> Bool { a === b }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
