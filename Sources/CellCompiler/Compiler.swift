import Foundation

/// Compiles the cells of one session, each after those before it.
public final class Compiler {
    public let toolchain: Toolchain
    public let library: LibraryLocation
    /// What compiles now, if anything does.
    public let running: RunningTool
    private let cache: ObjectCache
    /// Where modules of this session's cells are found by their names.
    private let modules: String
    private var history = CellHistory()
    private var keys: [String: String] = [:]
    private var count = 0
    private var lastValue: String?
    private let flags: [String]
    /// What finds the library's modules.
    let importFlags: [String]
    private let environment: String

    /// - Parameter cache: the folder of compiled cells.
    public init(
        toolchain: Toolchain, library: LibraryLocation, cache: String = Compiler.defaultCache,
        running: RunningTool = RunningTool()
    ) throws {
        self.toolchain = toolchain
        self.library = library
        self.running = running
        self.cache = ObjectCache(folder: cache)
        modules = NSTemporaryDirectory() + "avts-nb-cells-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: modules, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(cache)/modules", withIntermediateDirectories: true)
        let march = ProcessInfo.processInfo.environment["AVTS_MARCH"] ?? "native"
        importFlags =
            ["-I", library.modules] + library.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
            + Self.headerFolders.flatMap { ["-Xcc", "-I\($0)"] }
        flags =
            [
                "-O", "-gline-tables-only", "-swift-version", "5", "-enable-testing", "-suppress-warnings",
                "-diagnostic-style", "llvm", "-module-cache-path", "\(cache)/modules",
                "-Xcc", "-march=\(march)", "-Xcc", "-fno-math-errno",
            ] + importFlags
        environment = ([toolchain.identity, library.identity] + flags).joined(separator: "\n")
    }

    deinit { try? FileManager.default.removeItem(atPath: modules) }

    /// `$XDG_CACHE_HOME/avts-nb/cells`, or `~/.cache/avts-nb/cells`.
    public static var defaultCache: String {
        let cache = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return (cache ?? NSHomeDirectory() + "/.cache") + "/avts-nb/cells"
    }

    /// Where headers lie that module maps name by their last part.
    private static let headerFolders = [
        "/usr/include/x86_64-linux-gnu/openblas-pthread", "/usr/include/aarch64-linux-gnu/openblas-pthread", "/usr/include/cairo",
    ].filter { FileManager.default.fileExists(atPath: $0) }

    /// Compiles a cell that comes after those compiled so far.
    ///
    /// - Throws: ``CompileFailure`` where the cell is wrong, ``ToolchainError`` where the compiler is, ``CompileStopped`` where it was stopped.
    public func compile(_ text: CellText) throws -> CompiledCell {
        if let failure = CompileFailure(tooDeep: text) { throw failure }
        let syntax = CellSyntax(text, lastValue: lastValue)
        let rewriting = CellRewriting(syntax, owners: history.owner, lastValue: lastValue)
        let module = "cell\(count + 1)"
        let imports = history.imports(for: syntax)
        let source = Self.program(rewriting, imports: imports, text)
        let foundations = imports.compactMap { $0.split(separator: " ").last.flatMap { keys[String($0.prefix { $0 != "." })] } }
        let key = Fingerprint.of(([environment, module, source] + foundations).joined(separator: "\u{0}"))
        if !cache.holds(key) { try make(source, module, key, text, rewriting, isSyntax: syntax.tree.hasError) }
        let folder = cache.path(key)
        let link = "\(modules)/\(module).swiftmodule"
        unlink(link)
        symlink("\(folder)/\(module).swiftmodule", link)
        let cell = CompiledCell(
            text: text, module: module, library: "\(folder)/\(module).so",
            statementLines: rewriting.statementLines.map { $0 + text.firstLine - 1 }, declarations: syntax.declarations,
            hasOperatorsOrExtensions: syntax.hasOperatorsOrExtensions, key: key, rewriting: rewriting)
        count += 1
        if syntax.showsValue { lastValue = text.valueName }
        keys[module] = key
        history.add(cell)
        return cell
    }

    /// Says which variables a cell that ended has set: the others are not there for later cells.
    public func settle(_ cell: CompiledCell, bound: [String]) {
        history.drop(unset: Set(cell.variables).subtracting(bound), of: cell.module)
    }

    private static func program(_ rewriting: CellRewriting, imports: [String], _ text: CellText) -> String {
        (["import AVTSKit", "import Foundation", "import SessionHost"] + imports).joined(separator: "\n")
            + "\n#sourceLocation(file: \"\(text.file)\", line: \(text.firstLine))\n" + rewriting.text + "\n"
    }

    private func make(
        _ source: String, _ module: String, _ key: String, _ text: CellText, _ rewriting: CellRewriting, isSyntax: Bool
    ) throws {
        let scratch = try cache.scratch()
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try Data(source.utf8).write(to: URL(fileURLWithPath: "\(scratch)/\(module).swift"))
        let compiled = try toolchain.compiler.run(
            ["-frontend", "-c"] + flags + [
                "-module-name", module, "-entry-point-function-name", "\(module)_main", "-I", modules,
                "-emit-module-path", "\(scratch)/\(module).swiftmodule", "\(scratch)/\(module).swift", "-o",
                "\(scratch)/\(module).o",
            ], as: running)
        guard compiled.status == 0 else {
            if compiled.status > 128 || compiled.text.contains("Please submit a bug report") {
                throw ToolchainError.crashed("swift-frontend", compiled.text)
            }
            throw CompileFailure(compiled.text, of: text, rewriting, isSyntax: isSyntax)
        }
        let linked = try toolchain.linker.run([
            "-shared", "-o", "\(scratch)/\(module).so", toolchain.registration, "\(scratch)/\(module).o", "-L", toolchain.runtime,
            "-lswiftCore",
            "-rpath", toolchain.runtime, "--wrap=swift_errorInMain", "--wrap=exit",
        ])
        guard linked.status == 0 else { throw ToolchainError.crashed("ld.lld", linked.text) }
        unlink("\(scratch)/\(module).o")
        try cache.keep(scratch, as: key)
    }
}
