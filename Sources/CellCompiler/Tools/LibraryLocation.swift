import Foundation

/// Where the library lies that cells import: beside the program.
public struct LibraryLocation: Sendable {
    /// `libAVTSKit.so`.
    public let library: String
    /// The process that loads it and runs cells.
    public let sessionProgram: String
    /// The folder of compiled modules.
    package let modules: String
    /// The folder of the package that the library is built from.
    public let package: String
    /// Module maps of the C libraries that the modules speak of.
    let moduleMaps: [String]

    /// Looks beside an executable: in SwiftPM's build folder, whose sources hold the module maps, or in an installed folder.
    ///
    /// - Throws: ``ToolchainError/noLibrary(_:)``.
    public static func find(beside executable: String = Self.executable) throws -> LibraryLocation {
        let folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        let library = folder.appendingPathComponent("libAVTSKit.so").path
        guard FileManager.default.fileExists(atPath: library) else { throw ToolchainError.noLibrary("libAVTSKit.so") }
        guard let sources = sourceFolder(above: folder) else {
            throw ToolchainError.noLibrary("module maps (Sources/C…/module.modulemap)")
        }
        let doors = ((try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? []).sorted()
        return LibraryLocation(
            library: library, sessionProgram: folder.appendingPathComponent("avts-nb-session").path,
            modules: folder.appendingPathComponent("Modules").path,
            package: URL(fileURLWithPath: sources).deletingLastPathComponent().path,
            moduleMaps: doors.map { "\(sources)/\($0)/module.modulemap" }.filter { FileManager.default.fileExists(atPath: $0) })
    }

    /// The running program.
    public static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func sourceFolder(above folder: URL) -> String? {
        var folder = folder
        while folder.path != "/" {
            let sources = folder.appendingPathComponent("Sources").path
            if FileManager.default.fileExists(atPath: sources + "/CFFmpeg/module.modulemap") { return sources }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    /// What tells this library from another build of it.
    package var identity: String {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: modules)) ?? []).filter {
            $0.hasSuffix(".swiftmodule")
        }.sorted()
        return ([library] + names.map { "\(modules)/\($0)" }).map(FileIdentity.of).joined(separator: "\n")
    }
}
