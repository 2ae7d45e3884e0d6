import Foundation

/// Where the library lies that cells import: beside the program.
public struct LibraryLocation: Sendable {
    /// `libAVTSKit.so`; where there are several, that for the highest level of x86-64 that this processor has.
    public let library: String
    /// The folder of the library that any processor of the kind can run.
    package let folder: String
    /// What cells and programs are compiled for, as clang names it.
    let processor: String
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
        let plain = folder.appendingPathComponent("libAVTSKit.so").path
        let level = ProcessorLevel.here.first {
            FileManager.default.fileExists(atPath: "\(folder.path)/\(levels)/\($0.rawValue)/libAVTSKit.so")
        }
        let library = level.map { "\(folder.path)/\(levels)/\($0.rawValue)/libAVTSKit.so" } ?? plain
        let hasLevels = FileManager.default.fileExists(atPath: "\(folder.path)/\(levels)")
        guard FileManager.default.fileExists(atPath: plain) else { throw ToolchainError.noLibrary("libAVTSKit.so") }
        guard let sources = sourceFolder(above: folder) else {
            throw ToolchainError.noLibrary("module maps (Sources/C…/module.modulemap)")
        }
        let doors = ((try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? []).sorted()
        return LibraryLocation(
            library: library, folder: folder.path,
            processor: ProcessInfo.processInfo.environment["AVTS_MARCH"]
                ?? (hasLevels ? (level ?? ProcessorLevel.here.first ?? .v2).rawValue : "native"),
            sessionProgram: folder.appendingPathComponent("avts-nb-session").path,
            modules: folder.appendingPathComponent("Modules").path,
            package: URL(fileURLWithPath: sources).deletingLastPathComponent().path,
            moduleMaps: doors.map { "\(sources)/\($0)/module.modulemap" }.filter { FileManager.default.fileExists(atPath: $0) })
    }

    /// Where the dynamic loader looks for libraries of higher levels, too (`ld.so --help`).
    package static let levels = "glibc-hwcaps"

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
