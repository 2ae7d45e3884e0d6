/// A public name of a module: what it is, and what its docstring says.
struct Symbol: Codable, Sendable {
    var module: String
    /// The types it lies in, and its name with labels: `["Tensor", "mean(axes:keepingDimensions:)"]`.
    var path: [String]
    /// As the symbol graph has it: `struct`, `method`, `type.method`, `init`, `enum.case`, …
    var kind: String
    var signature: String
    var documentation: String
    /// The protocols that a type conforms to.
    var conformances: [String] = []
    /// Its words are those of a protocol of Swift's own, such as Codable: it is what any such type has.
    var isSwifts = false

    var name: String { path.last ?? "" }
    /// The name without labels.
    var base: String {
        let base = name.prefix { $0 != "(" }
        return base.isEmpty ? name : String(base)
    }
    /// The type it is a member of.
    var owner: String? { path.count > 1 ? path[path.count - 2] : nil }
    var isType: Bool { ["struct", "class", "enum", "protocol", "typealias", "actor", "associatedtype"].contains(kind) }
    var isCallable: Bool { name.hasSuffix(")") }
}
