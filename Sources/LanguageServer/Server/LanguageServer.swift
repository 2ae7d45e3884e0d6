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
        let foldersOfNotebook: FolderFinder

        package init(
            toolchain: Toolchain, library: LibraryLocation, folders: ModuleFolders, version: String,
            makeSession: @escaping SessionMaker, foldersOfNotebook: @escaping FolderFinder
        ) {
            (self.toolchain, self.library, self.folders) = (toolchain, library, folders)
            (self.version, self.makeSession, self.foldersOfNotebook) = (version, makeSession, foldersOfNotebook)
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
    var count = 0
    /// Requests that are not answered yet, by their ids.
    var pending: [JSON: Task<Void, Never>] = [:]
    var parent: pid_t?
    /// Where the service looks for modules.
    private var searched: ModuleFolders

    /// - Parameters:
    ///   - input: the file that the client writes to.
    ///   - output: the file that it reads.
    /// - Throws: where no folder can be made, or the compiler cannot be asked.
    package init(input: Int32, output: Int32, ground: Ground) throws {
        self.ground = ground
        searched = ground.folders
        client = Connection(reading: input, writing: output)
        scratch = try ScratchFolder()
        for folder in ["cells", "modules"] {
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/\(folder)", withIntermediateDirectories: true)
        }
        let client = client
        service = SourceKitService(toolchain: ground.toolchain, workspace: "\(scratch.path)/cells") { isError, text in
            client.notify(
                isError ? "window/showMessage" : "window/logMessage",
                ["type": isError ? 1 : 3, "message": .string(VisibleText.of("avts-nb: \(text)"))])
        }
        try tellService()
    }

    /// Gives modules of a notebook's packages to its compiler and to the toolchain's service, which has one list for all notebooks.
    func folders(of path: String, _ text: String) throws -> ModuleFolders {
        let reading = DocumentReading(text, path: path) { try RegularFile.contents($0, limit: NotebookText.byteLimit) }
        let folders = ground.foldersOfNotebook(path, reading)
        if !Set(folders.paths).isSubset(of: searched.paths) {
            searched = searched.union(folders)
            try tellService()
        }
        return folders
    }

    private func tellService() throws {
        let flags = try Compiler(
            toolchain: ground.toolchain, library: ground.library, folders: searched, interfaces: moduleFolder
        ).serviceArguments
        let file = URL(fileURLWithPath: "\(scratch.path)/cells/compile_flags.txt")
        try Data((flags.joined(separator: "\n") + "\n").utf8).write(to: file)
        service.changed(file.absoluteString)
    }

    /// Where modules of cells lie.
    var moduleFolder: String { "\(scratch.path)/modules" }

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

    func complain(_ text: String) {
        client.notify("window/showMessage", ["type": 1, "message": .string(VisibleText.of("avts-nb: \(text)"))])
    }
}
