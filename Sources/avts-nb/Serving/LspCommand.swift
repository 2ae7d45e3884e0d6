import ArgumentParser
import CellCompiler
import Files
import Foundation
import LanguageServer
import Notebook
import Synchronization
import Terminal

struct LspCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp", abstract: "Serve an editor over standard input and output; editors start it.",
        discussion: """
            It speaks the Language Server Protocol: what is wrong with a notebook, completion, help, definitions, renaming across cells, \
            and cells run from above their fences. Documentation/Editors.md says how editors are told of it.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var modules: ModuleOptions

    @Option(help: "The number of threads that compute; all cores unless said.")
    var threads: Int?

    @Flag(help: "Over standard input and output, which it is in any case; some editors say so.")
    var stdio = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }

    func run() throws {
        let console = Console(color: .never, isQuiet: false)
        try reporting(on: console) {
            // What goes to standard output is the client's: nothing else may.
            let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
            guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
                throw Failure(.usage, "cannot take standard output for the editor: \(String(cString: strerror(errno)))")
            }
            let ground: LanguageServer.Ground
            do {
                ground = LanguageServer.Ground(
                    toolchain: try Toolchain.find(), library: try LibraryLocation.find(), folders: modules.folders,
                    version: AvtsNB.version, makeSession: makeSession, foldersOfNotebook: foldersOfNotebook)
            } catch { throw Failure(.noToolchain, "\(error)") }
            return serve(ground, output)
        }
    }

    /// Waits on this thread for the server's end, and for what ends it.
    private func serve(_ ground: LanguageServer.Ground, _ output: Int32) -> Int32 {
        let signals = SignalPipe(for: [SIGTERM, SIGHUP, SIGINT])
        let code = Mutex<Int32?>(nil)
        let server = Mutex<LanguageServer?>(nil)
        Task { @ServerActor in
            do {
                let made = try LanguageServer(input: STDIN_FILENO, output: output, ground: ground)
                server.withLock { $0 = made }
                let answer = await made.run()
                code.withLock { $0 = $0 ?? answer }
            } catch {
                FileHandle.standardError.write(Data("error: the language server cannot begin: \(error)\n".utf8))
                code.withLock { $0 = Failure.Code.cannotWrite.rawValue }
            }
            signals.wake()
        }
        while true {
            if let code = code.withLock(\.self) { return code }
            let signal = signals.wait(milliseconds: 1000).signals.first
            let isAlone = server.withLock(\.self).map { made in onServer { made.hasLostItsParent } } ?? false
            guard signal != nil || isAlone else { continue }
            if let made = server.withLock(\.self) { onServer { await made.end() } }
            return signal.map { $0 == SIGINT ? 130 : 143 } ?? 1
        }
    }

    /// Has the server's own thread do something, and waits for it.
    private func onServer<Answer: Sendable>(_ body: @escaping @ServerActor @Sendable () async -> Answer) -> Answer {
        let answer = Mutex<Answer?>(nil)
        let done = DispatchSemaphore(value: 0)
        Task { @ServerActor in
            let value = await body()
            answer.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        return answer.withLock { $0! }
    }

    /// Of packages those that a run has built: an editor's first look at a notebook starts nothing.
    private var foldersOfNotebook: FolderFinder {
        let engine = Engine(threads: threads, modules: modules.folders), access = access
        return { path, reading in
            var engine = engine
            engine.addBuilt(reading.frontMatter.packages, of: path, access)
            return engine.modules
        }
    }

    /// A session for a notebook, whose cells may what those of `avts-nb run` may.
    private var makeSession: SessionMaker {
        let engine = Engine(threads: threads, modules: modules.folders), access = access
        return { path, reading in
            var engine = engine
            guard path.hasPrefix("/") else { return try engine.makeSession() }
            let console = Console(color: .never, isQuiet: true)
            try engine.add(reading.frontMatter.packages, of: path, access, console)
            let folder = OutputFolder.beside(path)
            let parameters = Parameters(placeholdersFor: reading.frontMatter.parameters)
            let session = try engine.makeSession(
                within: access.rules(for: path, folder: folder, parameters: parameters, modules: engine.modules))
            session.files = folder.filesPath
            session.folder = PathText.folder(of: path)
            return session
        }
    }
}
