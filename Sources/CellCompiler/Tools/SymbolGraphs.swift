import Files
import Foundation

extension Toolchain {
    /// What compiled modules declare in public, as the toolchain's own tool writes it: JSON, several files a module.
    ///
    /// - Parameter search: what makes the modules found, such as ``Compiler/searchArguments``.
    /// - Throws: ``ToolchainError`` where the tool is missing or refuses a module.
    package func symbolGraphs(of names: [String], _ search: [String]) throws -> [Data] {
        let folder = TemporaryFolder.named("symbols")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let tool = Tool(path: "\(root)/bin/swift-symbolgraph-extract")
        for name in names {
            let outcome = try tool.run(
                [
                    "-module-name", name, "-sdk", "/", "-target", Self.target, "-minimum-access-level", "public",
                    "-skip-synthesized-members", "-output-dir", folder,
                ] + search)
            guard outcome.status == 0 else { throw ToolchainError.crashed("swift-symbolgraph-extract", outcome.text) }
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return try files.map { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")) }
    }

    private static var target: String {
        #if arch(arm64)
            "aarch64-unknown-linux-gnu"
        #else
            "x86_64-unknown-linux-gnu"
        #endif
    }
}
