import Files
import Foundation

/// Makes native programs that use the library.
public struct ProgramBuilder {
    private let toolchain: Toolchain
    private let library: LibraryLocation
    private let folders: ModuleFolders

    public init(toolchain: Toolchain, library: LibraryLocation, folders: ModuleFolders = ModuleFolders()) {
        self.toolchain = toolchain
        self.library = library
        self.folders = folders
    }

    /// Compiles sources, one of which is `main.swift`, to a program.
    ///
    /// The program finds the library where it lies now, or beside itself; one that takes its libraries along finds them in a folder beside itself.
    ///
    /// - Parameter libraries: the name of that folder; nil for a program that is to run here.
    /// - Throws: ``ToolchainError/crashed(_:_:)`` with the compiler's words.
    public func build(_ sources: [(name: String, text: String)], to output: String, libraries: String? = nil) throws {
        let scratch = try ScratchFolder()
        defer { withExtendedLifetime(scratch) {} }
        let folder = scratch.path
        for (name, text) in sources { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        let place = library.folder
        let search = libraries.map { ["$ORIGIN/\($0)"] } ?? [place, "$ORIGIN"]
        let outcome = try Tool(path: "\(toolchain.root)/bin/swiftc").run(
            ["-O", "-gline-tables-only", "-swift-version", "5", "-module-name", "program", "-suppress-warnings"]
                + CompilerFlags.language + CompilerFlags.library(library) + folders.arguments
                + folders.allBinaries.flatMap {
                    $0.files.flatMap { ["-Xlinker", $0] } + ($0.isShared ? ["-Xlinker", "-rpath", "-Xlinker", $0.folder] : [])
                }
                + sources.map { "\(folder)/\($0.name)" } + [
                    "-L", place, "-lAVTSKit",
                ] + search.flatMap { ["-Xlinker", "-rpath", "-Xlinker", $0] }
                + (libraries == nil ? [] : ["-no-toolchain-stdlib-rpath"]) + [
                    "-Xlinker", "--wrap=swift_errorInMain", "-o", output,
                ], environment: ["TMPDIR": folder])
        guard outcome.status == 0 else { throw ToolchainError.crashed("swiftc", outcome.text) }
    }
}

extension ProgramBuilder {
    /// What a program takes along to run without Swift: the library, for each level of processor that it is there for, and Swift's own.
    public struct Companions: Sendable {
        /// Paths beneath the folder of libraries, and the files that lie there.
        public let files: [(name: String, source: String)]
        /// Links beneath the folder, and what they lead to.
        public let links: [(name: String, target: String)]
        /// Debian's packages of what else it needs, and libraries of which no package is known.
        public let packages: [String]
        public let unknown: [String]
    }

    /// The companions of a program that was built here.
    public func companions(of program: String) -> Companions {
        let own = folders.allBinaries.filter(\.isShared).flatMap(\.files)
        let plain = "\(library.folder)/libAVTSKit.so"
        let (found, others) = SharedObject.closure(
            of: [program, plain] + own, in: [library.folder, toolchain.runtime] + own.map { PathText.folder(of: $0) })
        var files = (found + [plain] + own).map { (URL(fileURLWithPath: $0).lastPathComponent, $0) }
        files = Dictionary(files, uniquingKeysWith: { first, _ in first }).sorted { $0.key < $1.key }
        var links: [(String, String)] = []
        for level in ProcessorLevel.allCases.map(\.rawValue) {
            let folder = "\(LibraryLocation.levels)/\(level)", source = "\(library.folder)/\(folder)/libAVTSKit.so"
            guard FileManager.default.fileExists(atPath: source) else { continue }
            // It looks for Swift's libraries in its own folder.
            links += files.filter { $0.0 != "libAVTSKit.so" }.map { ("\(folder)/\($0.0)", "../../\($0.0)") }
            files.append(("\(folder)/libAVTSKit.so", source))
        }
        // Loaded when a large convolution asks for it, and done without where it is not there.
        let (packages, unknown) = RuntimePackages.holding(others.union(["libdnnl.so.2"]))
        // Without a font plots have no words.
        return Companions(files: files, links: links, packages: (packages + ["fonts-dejavu-core"]).sorted(), unknown: unknown)
    }
}

/// What the compiler is told so that it finds the library.
package enum CompilerFlags {
    /// Language mode 5, and of mode 6 what changes the meaning of no text that compiles: regular expressions between slashes.
    static let language = ["-enable-bare-slash-regex"]

    package static func library(_ library: LibraryLocation) -> [String] {
        ["-I", library.modules, "-Xcc", "-march=\(library.processor)", "-Xcc", "-fno-math-errno"]
            + library.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + headerFolders.flatMap { ["-Xcc", "-I\($0)"] }
    }

    /// Where headers lie that module maps name by their last part.
    private static let headerFolders = [
        "/usr/include/x86_64-linux-gnu/openblas-pthread", "/usr/include/aarch64-linux-gnu/openblas-pthread", "/usr/include/cairo",
    ].filter { FileManager.default.fileExists(atPath: $0) }
}
