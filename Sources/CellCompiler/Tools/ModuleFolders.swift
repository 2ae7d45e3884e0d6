import Files
import Foundation

/// Folders with modules of one's own (`-I`), and what is to be linked for them.
///
/// Beside `NAME.swiftmodule`, or in the folder above, as SwiftPM lays it out, `libNAME.so`, `libNAME.a` or the objects in
/// `NAME.build` are looked for.
public struct ModuleFolders: Sendable {
    /// Whole paths.
    public private(set) var paths: [String]
    /// Of some folders the one library that holds the code of all modules in it.
    private var libraries: [String: String] = [:]
    /// Module maps of C targets that the modules speak of.
    private var moduleMaps: [String] = []

    public init(_ paths: [String] = []) { self.paths = paths.map { PathText.absolute($0) } }

    /// These folders, and one whose modules' code lies in one library.
    public func adding(_ folder: String, library: String, moduleMaps: [String]) -> ModuleFolders {
        var folders = self
        folders.paths.append(folder)
        folders.libraries[folder] = library
        folders.moduleMaps += moduleMaps
        return folders
    }

    /// These folders, and those of another list that are not among them.
    package func union(_ other: ModuleFolders) -> ModuleFolders {
        var folders = self
        folders.paths += other.paths.filter { !paths.contains($0) }
        folders.libraries.merge(other.libraries) { $1 }
        folders.moduleMaps += other.moduleMaps.filter { !moduleMaps.contains($0) }
        return folders
    }

    var arguments: [String] {
        paths.flatMap { ["-I", $0] } + moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    }

    /// What cells must be able to read: the folders, and those above them where a library lies.
    public var readable: [String] {
        paths + paths.flatMap { path in modules(in: path).compactMap { binary(of: $0, in: path)?.folder } }
    }

    /// What holds the code of a module.
    struct Binary {
        let module: String
        let folder: String
        /// A shared library, or what one is to be made of.
        let files: [String]
        var isShared: Bool { files.first?.hasSuffix(".so") ?? false }
        /// What tells it from another build of it.
        var identity: String { files.map(FileIdentity.of).joined(separator: "\n") }
    }

    /// The code of those modules that some import declarations name and these folders hold.
    ///
    /// - Throws: ``ToolchainError/noCode(_:_:)`` for a module without any.
    func binaries(of imports: [String]) throws -> [Binary] {
        let words = Set(imports.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }.map(String.init))
        return try paths.flatMap { path in
            try modules(in: path).filter(words.contains).map { module in
                guard let found = binary(of: module, in: path) else { throw ToolchainError.noCode(module, path) }
                return found
            }
        }
    }

    /// The code of all modules in these folders, each file once.
    var allBinaries: [Binary] {
        var seen: Set<[String]> = []
        return paths.flatMap { path in modules(in: path).compactMap { binary(of: $0, in: path) } }.filter {
            seen.insert($0.files).inserted
        }
    }

    private func modules(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".swiftmodule") }.map { String($0.dropLast(12)) }.sorted()
    }

    private func binary(of module: String, in path: String) -> Binary? {
        if let library = libraries[path] {
            return Binary(module: module, folder: PathText.folder(of: library), files: [library])
        }
        let places = [path, URL(fileURLWithPath: path).deletingLastPathComponent().path]
        for ending in ["so", "a"] {
            for place in places where FileManager.default.fileExists(atPath: "\(place)/lib\(module).\(ending)") {
                return Binary(module: module, folder: place, files: ["\(place)/lib\(module).\(ending)"])
            }
        }
        for place in places {
            let folder = "\(place)/\(module).build"
            let objects = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".o") }
            if !objects.isEmpty {
                return Binary(module: module, folder: folder, files: objects.sorted().map { "\(folder)/\($0)" })
            }
        }
        return nil
    }
}
