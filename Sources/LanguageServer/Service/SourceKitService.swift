import Foundation
import Notebook

/// Answers about Swift: the toolchain's `sourcekit-lsp`, given each cell as a file of its own.
///
/// One that ends unasked is started once more, with the same cells; one that ends again within ten minutes stays away.
@ServerActor
final class SourceKitService {
    private enum State {
        case idle
        case starting(Task<Connection, any Error>)
        case running(Connection)
        /// Why there is none.
        case gone(String)
    }

    private let path: String
    /// Its workspace, whose `compile_flags.txt` says how cells are compiled.
    private let workspace: String
    /// What the client of the server can do.
    var clientCapabilities: JSON = [:]
    private let log: (_ isError: Bool, String) -> Void
    private var state = State.idle
    private var process: ServiceProcess?
    private var restarted: ContinuousClock.Instant?
    private var isEnding = false
    /// The files that it has, each as it was told last.
    private var files: [String: File] = [:]
    private var count = 0
    /// What was answered about all of a file, by the question; and of which text.
    private var kept: [String: [String: (text: String, answer: JSON)]] = [:]

    private struct File {
        var version = 1
        var text: String
        /// When it was asked about last.
        var used = 0
    }

    /// What a file is to the compiler takes some 70 MB: of those that nobody has asked about for long it is told that they are closed.
    private static let mostFiles = 10
    /// What it can do, as it says itself.
    private(set) var capabilities: JSON = [:]

    init(toolchain root: String, workspace: String, log: @escaping (Bool, String) -> Void) {
        path = "\(root)/bin/sourcekit-lsp"
        (self.workspace, self.log) = (workspace, log)
        if !FileManager.default.isExecutableFile(atPath: path) {
            state = .gone(
                "found no sourcekit-lsp in \(root)/bin, so nothing is completed or explained: install the whole toolchain "
                    + "(swift.org/install); what the compiler says and running cells work without it")
        }
    }

    /// Why nothing is answered; nil where something is.
    var absence: String? { if case .gone(let why) = state { why } else { nil } }

    /// The address of a cell's file.
    func uri(_ name: String) -> String { URL(fileURLWithPath: "\(workspace)/\(name).swift").absoluteString }

    /// The kinds of words that it tells apart, by its numbers; nil where it is not there.
    func legend() async -> JSON? {
        _ = try? await connection()
        return capabilities["semanticTokensProvider"]?["legend"]
    }

    /// Asks about a file, which it is given first as it is now.
    func ask(_ method: String, _ params: JSON, of uri: String, reading text: String) async throws -> JSON {
        let connection = try await connection()
        count += 1
        if let known = files[uri] {
            if known.text != text {
                files[uri] = File(version: known.version + 1, text: text)
                connection.notify(
                    "textDocument/didChange",
                    [
                        "textDocument": ["uri": .string(uri), "version": .int(known.version + 1)],
                        "contentChanges": [["text": .string(text)]],
                    ])
            }
        } else {
            files[uri] = File(text: text)
            connection.notify(
                "textDocument/didOpen",
                ["textDocument": ["uri": .string(uri), "languageId": "swift", "version": 1, "text": .string(text)]])
        }
        files[uri]?.used = count
        if files.count > Self.mostFiles, let oldest = files.min(by: { $0.value.used < $1.value.used }) {
            forget(oldest.key, connection)
        }
        return try await connection.request(method, params.with(["textDocument": ["uri": .string(uri)]]))
    }

    /// Asks about all of a file, if it was not asked so before.
    func askOnce(_ method: String, of uri: String, reading text: String) async throws -> JSON {
        if let known = kept[uri]?[method], known.text == text { return known.answer }
        let answer = try await ask(method, [:], of: uri, reading: text)
        kept[uri, default: [:]][method] = (text, answer)
        return answer
    }

    private func forget(_ uri: String, _ connection: Connection) {
        files[uri] = nil
        connection.notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]])
    }

    /// Asks about something that it gave itself.
    func ask(_ method: String, _ params: JSON) async throws -> JSON { try await connection().request(method, params) }

    /// The files whose names begin so are wanted no more.
    func close(_ prefix: String) {
        let prefix = uri(prefix).dropLast(6)
        for uri in kept.keys where uri.hasPrefix(prefix) { kept[uri] = nil }
        guard case .running(let connection) = state else { return }
        for uri in files.keys where uri.hasPrefix(prefix) { forget(uri, connection) }
    }

    func end() async {
        isEnding = true
        guard case .running(let connection) = state, let process else { return }
        connection.notify("exit", .null)
        connection.flush()
        Foundation.close(process.writing)
        process.end(within: 500)
        connection.end()
        state = .gone("the server ends")
    }

    private func connection() async throws -> Connection {
        switch state {
        case .running(let connection): return connection
        case .gone(let why): throw RemoteError(.requestFailed, why)
        case .starting(let task): return try await task.value
        case .idle:
            let task = Task { try await start() }
            state = .starting(task)
            do {
                let connection = try await task.value
                state = .running(connection)
                return connection
            } catch {
                if case .starting = state {
                    state = .gone("sourcekit-lsp does not begin: \((error as? RemoteError)?.message ?? "\(error)")")
                }
                throw error
            }
        }
    }

    private func start() async throws -> Connection {
        let process = try ServiceProcess(path, in: workspace)
        self.process = process
        files = [:]
        let connection = Connection(reading: process.reading, writing: process.writing)
        Task { await listen(to: connection, process) }
        let answer = try await connection.request(
            "initialize",
            [
                "processId": .int(Int(getpid())), "rootUri": .string(URL(fileURLWithPath: workspace).absoluteString),
                "capabilities": [
                    // What nobody asks it for it need not make: diagnostics are the compiler's.
                    "textDocument": (clientCapabilities["textDocument"] ?? [:]).with(["diagnostic": [:]]),
                    "general": ["positionEncodings": ["utf-16"]],
                ],
                "initializationOptions": ["backgroundIndexing": false],
            ])
        capabilities = answer["capabilities"] ?? [:]
        connection.notify("initialized", [:])
        return connection
    }

    private func listen(to connection: Connection, _ process: ServiceProcess) async {
        for await message in connection.messages {
            switch message {
            case .response(let id, let result): connection.settle(id, result)
            case .request(let id, let method, let params): connection.reply(id, Self.answer(method, params))
            case .notification(let method, let params):
                if method == "window/showMessage", let text = params["message"]?.text { log(false, "sourcekit-lsp: \(text)") }
            case .invalid(_, let error): log(false, "sourcekit-lsp: \(error.message)")
            }
        }
        connection.end()
        if isEnding { return }
        close(process.reading)
        close(process.writing)
        process.end(within: 100)
        self.process = nil
        if let restarted, restarted + .seconds(600) > .now {
            state = .gone(
                "sourcekit-lsp ended twice, so nothing is completed or explained: restart the language server to try again")
            log(true, absence ?? "")
        } else {
            restarted = .now
            state = .idle
            log(false, "sourcekit-lsp ended unasked; it is started again")
        }
    }

    /// What a client says that leaves everything as it is.
    private static func answer(_ method: String, _ params: JSON) -> Result<JSON, RemoteError> {
        switch method {
        case "workspace/configuration": .success(.array((params["items"]?.items ?? []).map { _ in .null }))
        case "workspace/applyEdit": .success(["applied": false])
        default: .success(.null)
        }
    }

    private func close(_ file: Int32) { Foundation.close(file) }
}
