/// Something that the top level of a cell declares.
public struct Declaration: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// `isAddressable` where it has a place in memory that can be kept and put back.
        case variable(isConstant: Bool, isAddressable: Bool)
        /// A constant that a `guard` of the top level binds. The compiler does not count it among what a module declares, so a
        /// copy of it is, under another name.
        case guarded
        /// With what tells it from others of its name.
        case function(signature: String)
        /// The keyword: struct, class, enum, actor, protocol, typealias.
        case type(String)

        var isVariable: Bool {
            switch self {
            case .variable, .guarded: true
            default: false
            }
        }
        var isFunction: Bool { if case .function = self { true } else { false } }

        /// What an import of this declaration alone is called.
        var importKeyword: String {
            switch self {
            case .variable, .guarded: "var"
            case .function: "func"
            case .type("actor"): "class"
            case .type(let keyword): keyword
            }
        }
    }

    /// What stands before the name of a guarded constant in the name of its copy.
    static let guardedPrefix = "_guarded_"

    public let name: String
    public let kind: Kind
    /// Names that its text uses.
    let uses: Set<String>
    /// Its text, without what stands around it.
    var text = ""

    /// Whether its text runs when it is used: of a plain variable the value counts, however it came to be.
    var isCalled: Bool {
        switch kind {
        case .variable(let isConstant, let isAddressable): !isConstant && !isAddressable
        case .guarded: false
        default: true
        }
    }

    public static func == (a: Declaration, b: Declaration) -> Bool { a.name == b.name && a.kind == b.kind && a.uses == b.uses }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(kind)
    }
}

/// Variables that belong to types, which no session knows of.
enum TypeState {
    /// The first of them in a text; a constant whose value is a literal is none.
    static func find(in text: String) -> String? {
        guard text.contains("static") else { return nil }
        for match in text.matches(of: /\bstatic\b[^={};]*?\b(let|var)\b([^\n]*)/) {
            let rest = match.output.2
            let isLiteral = match.output.1 == "let" && rest.contains("=") && !rest.contains { "({".contains($0) }
            if !isLiteral { return "static \(match.output.1)" }
        }
        return nil
    }
}

/// Something that reaches every later cell without being named: an operator, or what an extension adds.
struct Addition: Sendable {
    let text: String
    let uses: Set<String>
}
