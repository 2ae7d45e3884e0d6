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
    /// The program finds the library where it lies now, or beside itself.
    /// - Throws: ``ToolchainError/crashed(_:_:)`` with the compiler's words.
    public func build(_ sources: [(name: String, text: String)], to output: String) throws {
        let scratch = try ScratchFolder()
        defer { withExtendedLifetime(scratch) {} }
        let folder = scratch.path
        for (name, text) in sources { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        let place = URL(fileURLWithPath: library.library).deletingLastPathComponent().path
        let outcome = try Tool(path: "\(toolchain.root)/bin/swiftc").run(
            ["-O", "-gline-tables-only", "-swift-version", "5", "-module-name", "program", "-suppress-warnings"]
                + CompilerFlags.language + CompilerFlags.library(library) + folders.arguments
                + folders.allBinaries.flatMap {
                    $0.files.flatMap { ["-Xlinker", $0] } + ($0.isShared ? ["-Xlinker", "-rpath", "-Xlinker", $0.folder] : [])
                }
                + sources.map { "\(folder)/\($0.name)" } + [
                    "-L", place, "-lAVTSKit", "-Xlinker", "-rpath", "-Xlinker", place, "-Xlinker", "-rpath", "-Xlinker",
                    "$ORIGIN",
                    "-Xlinker", "--wrap=swift_errorInMain", "-o", output,
                ], environment: ["TMPDIR": folder])
        guard outcome.status == 0 else { throw ToolchainError.crashed("swiftc", outcome.text) }
    }
}

/// What the compiler is told so that it finds the library.
enum CompilerFlags {
    /// Language mode 5, and of mode 6 what changes the meaning of no text that compiles: regular expressions between slashes.
    static let language = ["-enable-bare-slash-regex"]

    static func library(_ library: LibraryLocation) -> [String] {
        let march = ProcessInfo.processInfo.environment["AVTS_MARCH"] ?? "native"
        return ["-I", library.modules, "-Xcc", "-march=\(march)", "-Xcc", "-fno-math-errno"]
            + library.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + headerFolders.flatMap { ["-Xcc", "-I\($0)"] }
    }

    /// Where headers lie that module maps name by their last part.
    private static let headerFolders = [
        "/usr/include/x86_64-linux-gnu/openblas-pthread", "/usr/include/aarch64-linux-gnu/openblas-pthread", "/usr/include/cairo",
    ].filter { FileManager.default.fileExists(atPath: $0) }
}
