import Foundation

/// The Swift toolchain that compiles cells.
public struct Toolchain: Sendable {
    /// The folder with `bin` and `lib`.
    public let root: String

    var compiler: Tool { Tool(path: "\(root)/bin/swift-frontend") }
    var linker: Tool { Tool(path: "\(root)/bin/ld.lld") }
    var symbolizer: Tool { Tool(path: "\(root)/bin/llvm-symbolizer") }
    /// The toolchain's own service for editors; not every toolchain has it.
    package var languageServer: String { "\(root)/bin/sourcekit-lsp" }
    /// The standard library's macros.
    var plugins: String { "\(root)/lib/swift/host/plugins" }
    var runtime: String { "\(root)/lib/swift/linux" }

    /// What tells the runtime, as a library is loaded, which types and conformances it holds.
    var registration: String {
        #if arch(arm64)
            "\(runtime)/aarch64/swiftrt.o"
        #else
            "\(runtime)/x86_64/swiftrt.o"
        #endif
    }

    public init(root: String) { self.root = root }

    /// The toolchain of the `swiftc` in reach.
    ///
    /// - Throws: ``ToolchainError/missing`` where there is none.
    public static func find(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Toolchain {
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in folders {
            let compiler = "\(folder)/swiftc"
            guard FileManager.default.isExecutableFile(atPath: compiler) else { continue }
            let root = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
                .deletingLastPathComponent()
            let found = Toolchain(root: root.path)
            if [found.compiler, found.linker].allSatisfy({ FileManager.default.isExecutableFile(atPath: $0.path) }) {
                return found
            }
        }
        throw ToolchainError.missing
    }

    /// The toolchain's libraries behind some import declarations; the others' are loaded already.
    func libraries(of imports: [String]) -> [String] {
        let modules = imports.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }
        var found: [String] = []
        for name in Set(modules.flatMap { ["swift\($0)", String($0)] }).sorted()
        where FileManager.default.fileExists(atPath: "\(runtime)/lib\(name).so") { found.append(name) }
        return found
    }

    /// What tells this compiler from another: its place, size and time of change.
    package var identity: String { FileIdentity.of(compiler.path) }
}

/// Why no cell can be compiled.
public enum ToolchainError: Error, CustomStringConvertible {
    case missing
    case cannotStart(String, Int32)
    case noLibrary(String)
    case crashed(String, String)
    /// A module, and the folder in which it was found.
    case noCode(String, String)
    /// A module whose code the linker refuses: the module, its file, the linker's words.
    case badCode(String, String, String)

    public var description: String {
        switch self {
        case .missing:
            "no `swiftc` in reach, so no cell can be compiled: install Swift 6.3 (swift.org/install) or put it in PATH; "
                + "`export --to html` and `md`, `params`, `clean` and programs made by `build` work without it"
        case .cannotStart(let path, let code): "cannot start \(path): \(String(cString: strerror(code)))"
        case .noLibrary(let what): "found no \(what) beside the program: build it with `make build`, or install the whole folder"
        case .crashed(let tool, let words): "\(tool) failed:\n\(words)"
        case .badCode(let module, let file, let words):
            "the code of the module \(module) cannot be linked: make \(file) again; the linker said: \(words)"
        case .noCode(let module, let folder):
            "found the module \(module) in \(folder), but neither lib\(module).so, lib\(module).a nor objects in \(module).build there or in the "
                + "folder above: make it with swiftc -emit-library -emit-module, or swift build"
        }
    }
}

/// A file's place, size and time of change: another file there has another identity.
enum FileIdentity {
    static func of(_ path: String) -> String {
        var info = stat()
        guard stat(path, &info) == 0 else { return "\(path) missing" }
        return "\(path) \(info.st_size) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec) \(info.st_ino)"
    }
}
