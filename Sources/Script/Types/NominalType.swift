/// A `struct` or `enum` declared in a cell.
public final class NominalType: Hashable, @unchecked Sendable {
    /// A stored property.
    public struct Field {
        public let name: String
        public let type: ScriptType
        let isConstant: Bool
    }

    /// A case of an enum.
    public struct Case {
        public let name: String
        public let payload: [ScriptType.TupleElement]
        let rawValue: Value?
    }

    public enum Kind: Sendable { case structure, enumeration }

    public let name: String
    public let kind: Kind
    /// The stored properties of a struct, in order.
    public internal(set) var fields: [Field] = []
    /// The cases of an enum, in order.
    public internal(set) var cases: [Case] = []
    /// The text of `description`, when the type writes its own.
    var customDescription: ((Value) -> String)?

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    public static func == (a: NominalType, b: NominalType) -> Bool { a === b }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
