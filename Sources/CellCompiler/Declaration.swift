/// Something that the top level of a cell declares.
public struct Declaration: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// `isAddressable` where it has a place in memory that can be kept and put back.
        case variable(isConstant: Bool, isAddressable: Bool)
        /// With what tells it from others of its name.
        case function(signature: String)
        /// The keyword: struct, class, enum, actor, protocol, typealias.
        case type(String)

        var isVariable: Bool { if case .variable = self { true } else { false } }
        var isFunction: Bool { if case .function = self { true } else { false } }

        /// What an import of this declaration alone is called.
        var importKeyword: String {
            switch self {
            case .variable: "var"
            case .function: "func"
            case .type("actor"): "class"
            case .type(let keyword): keyword
            }
        }
    }

    public let name: String
    public let kind: Kind
    /// Names that its text uses.
    let uses: Set<String>
}
