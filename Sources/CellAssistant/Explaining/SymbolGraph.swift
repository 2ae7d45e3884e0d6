/// What `swift-symbolgraph-extract` writes about a module, as far as it is read here.
struct SymbolGraph: Decodable {
    struct Module: Decodable { var name: String }
    struct Fragment: Decodable { var spelling: String }
    struct Line: Decodable { var text: String }
    struct Comment: Decodable {
        var lines: [Line]
        /// The module whose words they are: a protocol's, where the symbol has none of its own.
        var module: String?
    }
    struct Kind: Decodable { var identifier: String }
    struct Identifier: Decodable { var precise: String }
    struct Entry: Decodable {
        var identifier: Identifier
        var kind: Kind
        var pathComponents: [String]
        var docComment: Comment?
        var declarationFragments: [Fragment]?
    }
    struct Relationship: Decodable {
        var kind: String
        var source: String
        var target: String
        var targetFallback: String?
    }

    var module: Module
    var symbols: [Entry]
    var relationships: [Relationship]

    /// Its symbols, those whose names begin with an underscore left out.
    var all: [Symbol] {
        let names = Dictionary(
            symbols.map { ($0.identifier.precise, $0.pathComponents.last ?? "") }, uniquingKeysWith: { a, _ in a })
        var conformances: [String: [String]] = [:]
        for relationship in relationships where ["conformsTo", "inheritsFrom"].contains(relationship.kind) {
            let target =
                names[relationship.target]
                ?? relationship.targetFallback.map { String($0.split(separator: ".").last ?? "") } ?? ""
            conformances[relationship.source, default: []].append(target)
        }
        return symbols.compactMap { entry in
            if entry.pathComponents.contains(where: { $0.hasPrefix("_") }) { return nil }
            let isSwifts = module.name != "Swift" && entry.docComment?.module == "Swift"
            let lines = isSwifts ? [] : entry.docComment?.lines.map(\.text) ?? []
            return Symbol(
                module: module.name, path: entry.pathComponents,
                kind: entry.kind.identifier.replacing("swift.", with: ""),
                signature: (entry.declarationFragments ?? []).map(\.spelling).joined(),
                documentation: lines.joined(separator: "\n"), conformances: conformances[entry.identifier.precise] ?? [],
                isSwifts: isSwifts)
        }
    }
}
