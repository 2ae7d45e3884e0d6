import Foundation
import Notebook

/// How the service begins, and what becomes of one that ends.
extension SourceKitService {
    /// The service, which is started where it does not run.
    func connection() async throws -> Connection {
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
