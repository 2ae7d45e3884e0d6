import Files
import Foundation

/// Compiles the cells of one session, each after those before it.
public final class Compiler {
    public let toolchain: Toolchain
    public let library: LibraryLocation
    /// What compiles now, if anything does.
    public let running: RunningTool
    private let cache: ObjectCache
    /// Where modules of this session's cells are found by their names.
    private let scratch: ScratchFolder?
    private let modules: String
    var history = CellHistory()
    var keys: [String: String] = [:]
    var count = 0
    var lastValue: String?
    /// Where modules are left for an editor's service, which is all that is made of a cell then; nil where cells are to run.
    let interfaces: String?
    private let flags: [String]
    /// Folders with modules of the caller's own.
    public let folders: ModuleFolders
    /// What makes the library's modules and those of this session's cells found, in words that `swiftc` and its tools share.
    package let searchArguments: [String]
    /// The cells compiled so far, oldest first.
    package internal(set) var cells: [CompiledCell] = []
    /// The folder of compiled cells, in which others may keep what they make of the same library.
    public let cacheFolder: String
    private let environment: String

    /// - Parameters:
    ///   - folders: where modules of the caller's own lie.
    ///   - cache: the folder of compiled cells.
    public convenience init(
        toolchain: Toolchain, library: LibraryLocation, folders: ModuleFolders = ModuleFolders(),
        cache: String = Compiler.defaultCache, running: RunningTool = RunningTool()
    ) throws {
        try self.init(toolchain: toolchain, library: library, folders: folders, cache: cache, running: running, interfaces: nil)
    }

    /// - Parameter interfaces: the folder of modules, where cells are only read.
    package init(
        toolchain: Toolchain, library: LibraryLocation, folders: ModuleFolders, cache: String = Compiler.defaultCache,
        running: RunningTool = RunningTool(), interfaces: String?
    ) throws {
        self.interfaces = interfaces
        self.folders = folders
        self.toolchain = toolchain
        self.library = library
        self.running = running
        self.cache = ObjectCache(folder: cache)
        cacheFolder = cache
        scratch = interfaces == nil ? try ScratchFolder() : nil
        modules = interfaces ?? scratch?.path ?? ""
        try FileManager.default.createDirectory(atPath: "\(cache)/modules", withIntermediateDirectories: true)
        let search = ["-module-cache-path", "\(cache)/modules"] + CompilerFlags.library(library) + folders.arguments
        searchArguments = search + ["-I", modules]
        flags =
            (interfaces == nil ? ["-O", "-gline-tables-only"] : [])
            + [
                "-swift-version", "5", "-enable-testing", "-suppress-warnings",
                // An extension that was replaced must not come in by a cell that was built on it.
                "-enable-upcoming-feature", "MemberImportVisibility", "-diagnostic-style", "llvm",
                "-plugin-path", toolchain.plugins,
            ] + CompilerFlags.language + search
        let objects = self.cache
        Thread.detachNewThread { objects.tidy() }
        // The entry is `main`, each cell's its own: under any other name (`-entry-point-function-name`) the optimiser of Swift 6.3 never ends
        // with `let s = "abc"; while true { print(s) }`.
        environment = ([toolchain.identity, library.identity] + flags).joined(separator: "\n")
    }

    /// A compiler for another session, with the same folder of compiled cells.
    public func anew() throws -> Compiler {
        try Compiler(toolchain: toolchain, library: library, folders: folders, cache: cacheFolder, running: running)
    }

    /// Whether others compile the same cells at the same time, and one of them is enough.
    public var sharesWork = false

    /// A compiler that goes on from here by itself, with the same folder of compiled cells.
    public func fork(running: RunningTool) throws -> Compiler {
        let fork = try Compiler(
            toolchain: toolchain, library: library, folders: folders, cache: cacheFolder, running: running)
        (fork.history, fork.keys, fork.count, fork.lastValue, fork.cells) = (history, keys, count, lastValue, cells)
        fork.sharesWork = sharesWork
        for cell in cells { fork.link(cell.module, cell.key) }
        return fork
    }

    /// Makes the module of a compiled cell found by its name.
    private func link(_ module: String, _ key: String) {
        for kind in interfaces == nil ? ["swiftmodule"] : ["swiftmodule", "swiftsourceinfo", "swiftdoc"] {
            let link = "\(modules)/\(module).\(kind)"
            // Of one name there is one interface, and who has read it need not read it again.
            if interfaces != nil, FileManager.default.fileExists(atPath: link) { continue }
            unlink(link)
            symlink("\(cache.path(key))/\(module).\(kind)", link)
        }
    }

    /// `$XDG_CACHE_HOME/avts-nb-cells`, or `~/.cache/avts-nb-cells`: not within the library's own cache, which cells of any notebook may write.
    public static var defaultCache: String { Home.cache + "/avts-nb-cells" }

    /// Compiles a cell that comes after those compiled so far.
    ///
    /// - Throws: ``CompileFailure`` where the cell is wrong, ``ToolchainError`` where the compiler is, ``CompileStopped`` where it was stopped.
    public func compile(_ text: CellText) throws -> CompiledCell {
        if let failure = CompileFailure(tooDeep: text) { throw failure }
        let syntax = CellSyntax(text, lastValue: lastValue)
        if let refusal = AwaitFinder.refusal(of: syntax) { throw refusal }
        let rewriting = CellRewriting(syntax, owners: history.qualifier, lastValue: lastValue)
        let header = history.header(for: syntax)
        let module = interfaces == nil ? "cell\(count + 1)" : interfaceName(of: syntax, header: header)
        let source = Self.program(rewriting, header: header, text)
        let foundations = history.foundations(of: syntax.names, declaring: syntax.declarations)
        let binaries = try folders.binaries(of: history.imports + syntax.imports)
        let key = Digest.short(
            // An interface's name tells by itself what it is.
            of: [environment, module, source] + (interfaces == nil ? foundations.compactMap { keys[$0] } : [])
                + binaries.map(\.identity))
        // Also for a cell that is compiled already: what it is linked to must be there.
        let linked = interfaces == nil ? try link(binaries) : []
        if !cache.holds(key) || interfaces != nil && !cache.holdsSource(key) {
            let libraries = toolchain.libraries(of: history.imports + syntax.imports).map { "-l\($0)" } + linked
            let make = { try self.make(source, module, key, text, rewriting, libraries, isSyntax: syntax.tree.hasError) }
            if sharesWork { try cache.alone(key, isStopped: { running.isStopped }, make) } else { try make() }
        }
        cache.touch(key)
        link(module, key)
        var dependencies = CellDependencies(of: syntax, foundations: foundations, in: history)
        for binary in binaries where dependencies.impurity == nil {
            if let state = ModuleState.find(in: binary, toolchain) {
                dependencies.impurity = "the module \(binary.module), which it may call, keeps something (`\(state)`)"
            }
        }
        let cell = CompiledCell(
            text: text, module: module, library: "\(cache.path(key))/\(module).so",
            statementLines: rewriting.statementLines.map { $0 + text.firstLine - 1 }, declarations: syntax.declarations,
            reach: syntax.reach, additions: syntax.additions, imports: syntax.imports, key: key, foundations: foundations,
            rewriting: rewriting, headerLines: Self.prologue.count + header.count + 1,
            dependencies: dependencies,
            outcomeBase: Digest.short(
                of: [environment, text.source] + dependencies.texts + ["imports"] + history.imports + binaries.map(\.identity)))
        count += 1
        if syntax.showsValue { lastValue = text.valueName }
        keys[module] = key
        history.add(cell)
        cells.append(cell)
        return cell
    }

    /// What the linker is told of modules of the caller's own. Of one that is no shared library yet one is made, beside the cache of
    /// cells: the same for all of them.
    private func link(_ binaries: [ModuleFolders.Binary]) throws -> [String] {
        try binaries.flatMap { binary in
            var library = binary.files[0]
            if !binary.isShared {
                let folder = "\(cacheFolder)/libraries/\(Digest.short(of: [toolchain.identity, binary.identity]))"
                library = "\(folder)/lib\(binary.module).so"
                if !FileManager.default.fileExists(atPath: library) {
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                    let made = "\(folder)/\(UUID().uuidString)"
                    let outcome = try toolchain.linker.run(
                        [
                            "-shared", "-soname", "lib\(binary.module).so", "-o", made, toolchain.registration, "--whole-archive",
                        ] + binary.files + [
                            "--no-whole-archive", "-L", toolchain.runtime, "-lswiftCore", "-rpath", toolchain.runtime,
                        ])
                    guard outcome.status == 0 else {
                        unlink(made)
                        throw ToolchainError.badCode(binary.module, binary.files[0], outcome.text)
                    }
                    rename(made, library)
                }
            }
            let place = URL(fileURLWithPath: library).deletingLastPathComponent().path
            if !binary.isShared { utimes(place, nil) }
            return [library, "-rpath", place]
        }
    }

    /// Says which variables a cell that ended has set: the others are not there for later cells.
    public func settle(_ cell: CompiledCell, bound: [String]) {
        history.drop(unset: Set(cell.variables).subtracting(bound), of: cell.module)
    }

    private static let prologue = ["import AVTSKit", "import Foundation", "import SessionHost"]

    private static func program(_ rewriting: CellRewriting, header: [String], _ text: CellText) -> String {
        (prologue + header).joined(separator: "\n")
            + "\n#sourceLocation(file: \"\(text.label)\", line: \(text.firstLine))\n" + rewriting.text + "\n"
    }

    private func make(
        _ source: String, _ module: String, _ key: String, _ text: CellText, _ rewriting: CellRewriting,
        _ libraries: [String], isSyntax: Bool
    ) throws {
        let scratch = try cache.scratch()
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        // Of a module whose source is gone an editor's service tells no places: it stays where it was compiled.
        let folder = interfaces == nil ? scratch : cache.sources(key)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = "\(folder)/\(module).swift"
        try Data(source.utf8).write(to: URL(fileURLWithPath: file))
        let compiled = try toolchain.compiler.run(
            ["-frontend", interfaces == nil ? "-c" : "-emit-module"] + flags + [
                "-module-name", module, "-I", modules,
                "-emit-module-path", "\(scratch)/\(module).swiftmodule", file,
            ]
                + (interfaces == nil
                    ? ["-o", "\(scratch)/\(module).o"]
                    : [
                        "-emit-module-source-info-path", "\(scratch)/\(module).swiftsourceinfo", "-emit-module-doc-path",
                        "\(scratch)/\(module).swiftdoc",
                    ]),
            as: running)
        guard compiled.status == 0 else {
            if compiled.hasTakenTooLong {
                throw CompileFailure(
                    diagnostics: [
                        .init(
                            severity: .error,
                            message:
                                "the compiler has not come to an end in \(Tool.mostSeconds / 60) minutes; write what is nested or long in "
                                + "parts with names and types of their own", line: text.firstLine, column: 1, caret: "")
                    ], isSyntax: false)
            }
            if compiled.status > 128 || compiled.text.contains("Please submit a bug report") {
                throw ToolchainError.crashed("swift-frontend", compiled.text)
            }
            throw CompileFailure(compiled.text, of: text, rewriting, isSyntax: isSyntax)
        }
        if interfaces != nil { return try cache.keep(scratch, as: key) }
        let linked = try toolchain.linker.run(
            [
                "-shared", "-o", "\(scratch)/\(module).so", toolchain.registration, "\(scratch)/\(module).o", "-L",
                toolchain.runtime,
                "-lswiftCore",
                "-rpath", toolchain.runtime, "--wrap=swift_errorInMain", "--wrap=exit",
            ] + libraries)
        guard linked.status == 0 else { throw ToolchainError.crashed("ld.lld", linked.text) }
        unlink("\(scratch)/\(module).o")
        try cache.keep(scratch, as: key)
    }
}
