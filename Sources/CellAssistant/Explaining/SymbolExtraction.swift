import CellCompiler
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
        "AVTS", "Datasets", "Layers", "Media", "Optimizers", "Plotting", "Reporting", "Signals", "Tensors", "Training", "Work",
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
        let key = Fingerprint.of(
            (["2", toolchain.identity, identity] + modules).joined(separator: "\u{0}"))
        let file = URL(fileURLWithPath: "\(cache)/symbols/\(key).json")
        if let kept = try? Data(contentsOf: file), let symbols = try? JSONDecoder().decode([Symbol].self, from: kept) {
            return symbols
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-nb-symbols-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for module in modules {
            _ = try? toolchain.symbolExtractor.run(
                [
                    "-module-name", module, "-target", Self.target, "-minimum-access-level", "public",
                    "-skip-synthesized-members", "-output-dir", folder.path,
                ] + arguments)
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        let symbols = names.filter { $0.hasSuffix(".symbols.json") }.flatMap { name -> [Symbol] in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return [] }
            return (try? JSONDecoder().decode(SymbolGraph.self, from: data))?.all ?? []
        }
        if !symbols.isEmpty, let data = try? JSONEncoder().encode(symbols) {
            try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? data.write(to: file, options: .atomic)
        }
        return symbols
    }

    private static var target: String {
        #if arch(arm64)
            "aarch64-unknown-linux-gnu"
        #else
            "x86_64-unknown-linux-gnu"
        #endif
    }
}
