import CellCompiler
import Files
import Foundation

/// Reads the public names of compiled modules, and keeps them in the cache folder until the modules change.
package struct SymbolExtraction: Sendable {
    private let toolchain: Toolchain
    private let library: LibraryLocation
    private let arguments: [String]
    private let cache: String

    init(_ compiler: Compiler) {
        (toolchain, library) = (compiler.toolchain, compiler.library)
        (arguments, cache) = (compiler.searchArguments, compiler.cacheFolder)
    }

    /// The rooms that AVTSKit gives on.
    package static let rooms = [
        "AVTS", "Datasets", "Layers", "Media", "Optimizers", "Plotting", "Ranks", "Reporting", "Signals", "Tables", "Tensors",
        "Training",
        "Work",
    ]

    /// The public names of all rooms.
    func librarySymbols() -> [Symbol] {
        symbols(of: Self.rooms, identity: library.identity, arguments)
    }

    /// The public names of Swift's standard library.
    func standardSymbols() -> [Symbol] {
        symbols(of: ["Swift"], identity: "", ["-module-cache-path", "\(cache)/modules"])
    }

    private func symbols(of modules: [String], identity: String, _ arguments: [String]) -> [Symbol] {
        // The number is that of the form in which they are kept.
        let key = Digest.short(of: ["2", toolchain.identity, identity] + modules)
        let file = URL(fileURLWithPath: "\(cache)/symbols/\(key).json")
        if let kept = try? Data(contentsOf: file), let symbols = try? JSONDecoder().decode([Symbol].self, from: kept) {
            return symbols
        }
        // Module by module: one that cannot be read takes no other with it.
        let graphs = modules.flatMap { (try? toolchain.symbolGraphs(of: [$0], arguments)) ?? [] }
        let symbols = graphs.flatMap { (try? JSONDecoder().decode(SymbolGraph.self, from: $0))?.all ?? [] }
        if !symbols.isEmpty, let data = try? JSONEncoder().encode(symbols) {
            try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? AtomicFile.write(data, to: file.path)
        }
        return symbols
    }
}
