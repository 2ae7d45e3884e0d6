import CellCompiler
import Files
import Foundation
import SessionProtocol

/// Builds packages for cells with the toolchain's package manager, which runs within walls: a manifest is a program, and it may be a stranger's.
///
/// Each list of packages has a folder of its own in the cache of cells, with a package that depends on all of them and makes one shared library.
public struct PackageBuilder {
    private let toolchain: Toolchain
    private let library: LibraryLocation
    private let packages: [PackageDependency]
    private let home: String
    private let rules: SandboxRules

    /// - Parameters:
    ///   - readable: what manifests and compilers may read, beside the toolchain.
    ///   - allowsNetwork: whether repositories may be fetched.
    public init(
        _ packages: [PackageDependency], toolchain: Toolchain, library: LibraryLocation, readable: [String], allowsNetwork: Bool,
        cache: String = Compiler.defaultCache
    ) {
        (self.packages, self.toolchain, self.library) = (packages, toolchain, library)
        home = "\(cache)/packages/" + Digest.short(of: ["1", toolchain.identity, library.library] + packages.map(\.text))
        rules = SandboxRules(
            readable: readable + [toolchain.root, library.package, library.folder]
                + (allowsNetwork ? [NSHomeDirectory() + "/.gitconfig", NSHomeDirectory() + "/.config/git"] : []),
            writable: [home], allowsNetwork: allowsNetwork)
    }

    /// What was built before, where its sources are what they were.
    public var built: BuiltPackages? {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(home)/built.json")),
            let built = try? JSONDecoder().decode(BuiltPackages.self, from: data), built.sources == PackageSources(home).digest,
            FileManager.default.fileExists(atPath: built.library)
        else { return nil }
        return built
    }

    /// Builds what is not built yet.
    ///
    /// - Parameter note: hears what takes long.
    /// - Throws: ``PackageError`` with the package manager's words.
    public func build(_ note: (String) -> Void) throws -> BuiltPackages {
        try FileManager.default.createDirectory(
            atPath: "\(home)/package/Sources/NotebookPackages", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(home)/tmp", withIntermediateDirectories: true)
        let lock = try FolderLock(home, waiting: { _ in }, poll: {})
        defer { lock.release() }
        if let built { return built }
        try write([:])
        let fetched = PackageSources(home)
        if !rules.allowsNetwork, let missing = packages.first(where: { $0.isRemote && fetched.folder(of: $0.identity) == nil }) {
            throw PackageError(
                description: "the package \(missing.identity) is not here yet: --allow-net lets a run fetch it, once")
        }
        note("building \(packages.map(\.identity).joined(separator: ", ")) …")
        try tool("package", ["resolve"])
        // What products there are is known once their manifests are here.
        let here = PackageSources(home)
        var products: [String: [String]] = [:]
        for package in packages {
            products[package.identity] = try package.products ?? libraries(of: package, in: here)
        }
        try write(products)
        try tool("build", ["-c", "release"] + flags)
        let release = "\(home)/build/release"
        if FileManager.default.fileExists(atPath: "\(release)/libAVTSKit.so") {
            throw PackageError(
                description: "one of the packages depends on avts-nb, which cells have already: leave that dependency out of "
                    + "its manifest, `import AVTSKit` works without it")
        }
        let result = BuiltPackages(
            modules: "\(release)/Modules", library: "\(release)/libNotebookPackages.so",
            moduleMaps: try moduleMaps(here, release),
            versions: here.versions, sources: here.digest)
        let bytes = Array(try JSONEncoder().encode(result))
        try OpenFolder(home).write(bytes, to: "built.json")
        return result
    }

    /// The package that depends on all of them.
    private func write(_ products: [String: [String]]) throws {
        let wanted = packages.flatMap { package in
            (products[package.identity] ?? []).map {
                ".product(name: \($0.debugDescription), package: \(package.identity.debugDescription))"
            }
        }
        let text = """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "NotebookPackages",
                products: [.library(name: "NotebookPackages", type: .dynamic, targets: ["NotebookPackages"])],
                dependencies: [\(packages.map(\.declaration).joined(separator: ", "))],
                targets: [.target(name: "NotebookPackages", dependencies: [\(wanted.joined(separator: ", "))])])

            """
        let folder = try OpenFolder("\(home)/package")
        try folder.write(Array(text.utf8), to: "Package.swift")
        try OpenFolder("\(home)/package/Sources/NotebookPackages").write([], to: "Empty.swift")
    }

    /// So that sources may `import AVTSKit` without depending on it.
    private var flags: [String] {
        CompilerFlags.library(library).flatMap { ["-Xswiftc", $0] }
            + ["-Xlinker", "-L\(library.folder)", "-Xlinker", "-lAVTSKit", "-Xlinker", "-rpath", "-Xlinker", library.folder]
    }

    @discardableResult
    private func tool(_ name: String, _ arguments: [String], at package: String? = nil) throws -> String {
        let places = [
            "--package-path", package ?? "\(home)/package", "--scratch-path", "\(home)/build", "--cache-path", "\(home)/cache",
            "--config-path", "\(home)/config", "--security-path", "\(home)/security",
        ]
        var environment = ["HOME": home, "TMPDIR": "\(home)/tmp", "XDG_CACHE_HOME": "\(home)/cache", "GIT_TERMINAL_PROMPT": "0"]
        environment["GIT_CONFIG_GLOBAL"] = rules.allowsNetwork ? NSHomeDirectory() + "/.gitconfig" : "/dev/null"
        let outcome = try Tool(path: library.sessionProgram).run(
            [
                library.library, String(decoding: try JSONEncoder().encode(rules), as: UTF8.self),
                "\(toolchain.root)/bin/swift-\(name)",
            ]
                + places + arguments, environment: environment)
        guard outcome.status == 0 else {
            let words = outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
            let names = packages.map(\.identity).joined(separator: ", ")
            var remedy = ""
            if !rules.allowsNetwork, words.contains("://") { remedy = "\n  = --allow-net lets a run fetch what they depend on" }
            if words.contains("Permission denied") || words.contains("cannot be accessed") {
                remedy += "\n  = packages are built within the sandbox: --allow-read PATH opens a folder to them"
            }
            throw PackageError(description: "the packages \(names) cannot be built:\n\(words)\(remedy)")
        }
        return outcome.text
    }

    private struct Described: Decodable {
        struct Product: Decodable { let name: String; let type: [String: [String]?] }
        struct Target: Decodable { let path: String; let module_type: String }
        let path: String
        let products: [Product]
        let targets: [Target]
    }

    private func described(_ folder: String) throws -> Described {
        let text = try tool("package", ["describe", "--type", "json"], at: folder)
        // Warnings of the manifest come before it.
        guard let begin = text.firstRange(of: /(?m)^\{/)?.lowerBound,
            let found = try? JSONDecoder().decode(Described.self, from: Data(text[begin...].utf8))
        else { throw PackageError(description: "the package manager's description of \(folder) cannot be read") }
        return found
    }

    private func libraries(of package: PackageDependency, in sources: PackageSources) throws -> [String] {
        guard let folder = sources.folder(of: package.identity) else {
            throw PackageError(description: "the package manager brought no package `\(package.identity)`")
        }
        let found = try described(folder).products.filter { $0.type.keys.contains("library") }.map(\.name)
        guard !found.isEmpty else {
            throw PackageError(description: "the package \(package.identity) has no library that could be imported")
        }
        return found
    }

    /// Module maps that were written for C targets, and those that the targets bring along.
    private func moduleMaps(_ sources: PackageSources, _ release: String) throws -> [String] {
        let files = FileManager.default
        let made = ((try? files.contentsOfDirectory(atPath: release)) ?? []).filter { $0.hasSuffix(".build") }.map {
            "\(release)/\($0)/module.modulemap"
        }
        let own = try sources.folders.values.sorted().flatMap { folder in
            try described(folder).targets.filter { ["ClangTarget", "SystemLibraryTarget"].contains($0.module_type) }.flatMap {
                ["\(folder)/\($0.path)/include/module.modulemap", "\(folder)/\($0.path)/module.modulemap"]
            }
        }
        return (made + own).filter(files.fileExists(atPath:)).sorted()
    }
}
