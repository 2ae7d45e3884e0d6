import Foundation
import Notebook

/// What a client says, in the order in which it says it.
extension LanguageServer {
    func take(_ id: JSON, _ method: String, _ params: JSON) {
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

    func take(_ method: String, _ params: JSON) {
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
            let folders = try folders(of: NotebookText.path(of: uri), text)
            notebooks[uri] = try Desk(
                uri: uri, version: version, text: text, server: self, number: count,
                judge: CellJudge(ground.toolchain, ground.library, folders, interfaces: moduleFolder))
        } catch { complain("\(uri) cannot be opened: \(error)") }
    }
}
