import CellCompiler
import Files
import Foundation
import Notebook
import Terminal

/// A language server for notebooks: one client, its open notebooks, and the toolchain's service behind them.
@ServerActor
package final class LanguageServer {
    /// What it stands on.
    package struct Ground: Sendable {
        let toolchain: Toolchain
        let library: LibraryLocation
        let folders: ModuleFolders
        let version: String
        let makeSession: SessionMaker

        package init(
            toolchain: Toolchain, library: LibraryLocation, folders: ModuleFolders, version: String,
            makeSession: @escaping SessionMaker
        ) {
            (self.toolchain, self.library, self.folders) = (toolchain, library, folders)
            (self.version, self.makeSession) = (version, makeSession)
        }
    }

    enum Stage { case new, initialized, shutDown }

    let ground: Ground
    let client: Connection
    let service: SourceKitService
    let scratch: ScratchFolder
    var stage = Stage.new
    var clientAbilities = ClientAbilities()
    let modules = KnownModules()
    var notebooks: [String: Desk] = [:]
    private var count = 0
    /// Requests that are not answered yet, by their ids.
    private var pending: [JSON: Task<Void, Never>] = [:]
    private var parent: pid_t?

    /// - Parameters:
    ///   - input: the file that the client writes to.
    ///   - output: the file that it reads.
    /// - Throws: where no folder can be made, or the compiler cannot be asked.
    package init(input: Int32, output: Int32, ground: Ground) throws {
        self.ground = ground
        client = Connection(reading: input, writing: output)
        scratch = try ScratchFolder()
        for folder in ["cells", "modules"] {
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/\(folder)", withIntermediateDirectories: true)
        }
        let client = client
        service = SourceKitService(toolchain: ground.toolchain.root, workspace: "\(scratch.path)/cells") { isError, text in
            client.notify(
                isError ? "window/showMessage" : "window/logMessage",
                ["type": isError ? 1 : 3, "message": .string(VisibleText.of("avts-nb: \(text)"))])
        }
        let flags = try Compiler(
            toolchain: ground.toolchain, library: ground.library, folders: ground.folders, interfaces: moduleFolder
        ).serviceArguments
        try Data((flags.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: "\(scratch.path)/cells/compile_flags.txt"))
    }

    /// Where modules of cells lie.
    private var moduleFolder: String { "\(scratch.path)/modules" }

    /// Answers until the client says `exit`, or is gone; gives the exit code.
    package func run() async -> Int32 {
        for await message in client.messages {
            switch message {
            case .response(let id, let result): client.settle(id, result)
            case .invalid(let id, let error): client.reply(id, .failure(error))
            case .request(let id, let method, let params): take(id, method, params)
            case .notification("exit", _):
                await end()
                return stage == .shutDown ? 0 : 1
            case .notification(let method, let params): take(method, params)
            }
        }
        await end()
        return stage == .shutDown ? 0 : 1
    }

    /// Ends what runs, and the service.
    package func end() async {
        for task in pending.values { task.cancel() }
        client.end()
        for desk in notebooks.values { await desk.end() }
        notebooks = [:]
        await service.end()
        client.flush()
        try? FileManager.default.removeItem(atPath: scratch.path)
    }

    /// Whether the process that began the client is gone, which it told when it began.
    package var hasLostItsParent: Bool {
        guard let parent else { return false }
        return kill(parent, 0) != 0 && errno == ESRCH
    }

    // MARK: - Requests

    private func take(_ id: JSON, _ method: String, _ params: JSON) {
        switch (stage, method) {
        case (.new, "initialize"):
            stage = .initialized
            begin(params)
            Task {
                let legend = await service.legend()
                if let absence = service.absence { complain(absence) }
                client.reply(id, .success(capabilities(legend: legend)))
            }
            return
        case (.new, _):
            return client.reply(
                id, .failure(RemoteError(.serverNotInitialized, "found `\(method)`, expected `initialize` first")))
        case (_, "initialize"):
            return client.reply(id, .failure(RemoteError(.invalidRequest, "the server is initialized already")))
        case (.shutDown, _):
            return client.reply(id, .failure(RemoteError(.invalidRequest, "found `\(method)` after `shutdown`, expected `exit`")))
        case (_, "shutdown"):
            stage = .shutDown
            for desk in notebooks.values { desk.interrupt() }
            return client.reply(id, .success(.null))
        default: break
        }
        // What the question is about is settled now, before anything else is read.
        let answer = answering(method, params)
        pending[id] = Task {
            let result: Result<JSON, RemoteError>
            do { result = .success(try await answer()) } catch let error as RemoteError {
                result = .failure(error)
            } catch is CancellationError { result = .failure(.cancelled) } catch {
                result = .failure(RemoteError(.internalError, "\(error)"))
            }
            if pending.removeValue(forKey: id) != nil { client.reply(id, result) }
        }
    }

    /// A request that is wanted no more is answered at once.
    private func cancel(_ id: JSON) {
        guard let task = pending.removeValue(forKey: id) else { return }
        task.cancel()
        client.reply(id, .failure(.cancelled))
    }

    // MARK: - Notifications

    private func take(_ method: String, _ params: JSON) {
        if method == "$/cancelRequest" { return cancel(params["id"] ?? .null) }
        guard stage == .initialized else { return }
        let document = params["textDocument"]
        let uri = document?["uri"]?.text ?? ""
        switch method {
        case "textDocument/didOpen":
            open(uri, version: document?["version"]?.int ?? 0, document?["text"]?.text ?? "")
        case "textDocument/didChange":
            do throws(RemoteError) {
                try notebooks[uri]?.change(version: document?["version"]?.int ?? 0, params["contentChanges"]?.items ?? [])
            } catch { complain("\(uri) cannot be followed: \(error.message); close the notebook and open it again") }
        case "textDocument/didClose":
            notebooks.removeValue(forKey: uri)?.close()
            client.notify("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])
        case "window/workDoneProgress/cancel":
            for desk in notebooks.values { desk.cancel(progress: params["token"] ?? .null) }
        default: break
        }
    }

    private func begin(_ params: JSON) {
        clientAbilities = ClientAbilities(params)
        service.clientCapabilities = params["capabilities"] ?? [:]
        parent = params["processId"]?.int.flatMap { pid_t(exactly: $0) }
    }

    private func open(_ uri: String, version: Int, _ text: String) {
        notebooks[uri]?.close()
        count += 1
        do {
            notebooks[uri] = try Desk(
                uri: uri, version: version, text: text, server: self, number: count,
                judge: CellJudge(ground.toolchain, ground.library, ground.folders, interfaces: moduleFolder))
        } catch { complain("\(uri) cannot be opened: \(error)") }
    }

    func complain(_ text: String) {
        client.notify("window/showMessage", ["type": 1, "message": .string(VisibleText.of("avts-nb: \(text)"))])
    }
}
