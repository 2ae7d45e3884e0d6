import CellCompiler
import Foundation

/// What a module declares, as the toolchain writes it down.
struct SymbolGraph: Decodable {
    struct Symbol: Decodable {
        struct Name: Decodable { let identifier: String }
        struct Identity: Decodable { let precise: String }
        struct Fragment: Decodable { let spelling: String }
        struct Generics: Decodable {
            struct Parameter: Decodable { let name: String }
            struct Constraint: Decodable { let kind: String, lhs: String, rhs: String }
            let parameters: [Parameter]?
            let constraints: [Constraint]?
        }

        let kind: Name
        let identifier: Identity
        let pathComponents: [String]
        let declarationFragments: [Fragment]
        let swiftGenerics: Generics?
    }

    struct Relationship: Decodable { let kind: String, source: String, target: String }

    let symbols: [Symbol]
    let relationships: [Relationship]

    /// The modules that a cell sees through `import AVTSKit`.
    static let modules = [
        "Work", "Tensors", "Tables", "Layers", "Optimizers", "Signals", "Media", "Plotting", "Datasets", "Training", "AVTS",
        "Ranks",
        "Reporting",
    ]

    /// Everything the library declares, each symbol once.
    static func library(_ compiler: Compiler) throws -> SymbolGraph {
        let graphs = try compiler.toolchain.symbolGraphs(of: modules, compiler.searchArguments).map {
            try JSONDecoder().decode(SymbolGraph.self, from: $0)
        }
        var seen = Set<String>()
        return SymbolGraph(
            symbols: graphs.flatMap(\.symbols).filter { seen.insert($0.identifier.precise).inserted },
            relationships: graphs.flatMap(\.relationships))
    }

    /// Names of the library's types that conform to each of its protocols.
    var conformers: [String: [String]] {
        let names = Dictionary(
            symbols.map { ($0.identifier.precise, $0.pathComponents.joined(separator: ".")) },
            uniquingKeysWith: { first, _ in first })
        var result: [String: [String]] = [:]
        for relation in relationships where relation.kind == "conformsTo" {
            guard let type = names[relation.source], let conformed = names[relation.target] else { continue }
            result[conformed, default: []].append(type)
        }
        return result.mapValues { $0.sorted() }
    }
}
