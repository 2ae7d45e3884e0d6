import CellCompiler
import Foundation
import Notebook

/// All that the server has of one open notebook: its text, what is wrong with it, and the runs of its cells.
@ServerActor
final class Desk {
    let notebook: OpenNotebook
    unowned let server: LanguageServer
    /// What the service's files are called.
    private let files: String
    let runs: CellRuns
    /// How cells ended, by their ids: those of cells without a name are of their code.
    var results: [String: CellResult] = [:]
    /// Runs under way, each with the token of its progress.
    var tickets: [(token: JSON, ticket: RunTicket)] = []
    /// What the client was told last, and of which version all was known then.
    private var published: (version: Int?, diagnostics: JSON)?

    init(uri: String, version: Int, text: String, server: LanguageServer, number: Int, judge: CellJudge) throws {
        self.server = server
        files = "n\(number)-"
        runs = CellRuns(figures: "\(server.scratch.path)/figures-\(number)", makeSession: server.ground.makeSession)
        // The notebook begins to speak when this is done: it does so on this actor.
        let ear = Ear()
        notebook = OpenNotebook(uri: uri, version: version, text: text, judge: judge, modules: server.modules) {
            ear.desk?.publish()
        }
        ear.desk = self
    }

    @ServerActor
    private final class Ear { weak var desk: Desk? }

    var text: NotebookText { notebook.text }
    var inquiry: Inquiry { Inquiry(notebook, server.service, files: files) }

    func change(version: Int, _ changes: [JSON]) throws(RemoteError) { try notebook.change(version: version, changes) }

    func close() {
        notebook.close()
        interrupt()
        server.service.close(files)
    }

    /// Closes the notebook, and waits a moment for what runs to end; ends the process of its cells where that does not.
    func end() async {
        close()
        var hasEnded = false
        Task {
            await runs.restart()
            hasEnded = true
        }
        for turn in 0..<150 where !hasEnded {
            if turn == 100 { for (_, ticket) in tickets { ticket.killProcess() } }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    func interrupt() { for (_, ticket) in tickets { ticket.cancel() } }

    func cancel(progress token: JSON) {
        for (known, ticket) in tickets where known == token && token != .null { ticket.cancel() }
    }

    /// Tells the client what is wrong, where that is not what it was told last.
    func publish() {
        var failures: [Int: CellResult.Failure] = [:]
        for failure in results.values.flatMap(\.failures) {
            // A cell that was changed since has not failed.
            guard let index = text.parts.firstIndex(where: { $0.cell?.id == failure.cell && $0.source == failure.source }) else {
                continue
            }
            // What the compiler refuses is told already.
            let judgement = notebook.remembered[text.parts[index].name]
            if judgement?.cell.source != failure.source || judgement?.complaints.isEmpty != false { failures[index] = failure }
        }
        let list = JSON.array(NotebookDiagnostics(text).list(notebook.remembered, failures: failures))
        // As long as some cells are still to be compiled, it is what is known of this version and of the one before.
        let version = notebook.isJudged ? text.version : nil
        if published == nil, version == nil, list == [] { return }
        guard published?.diagnostics != list || version != nil && version != published?.version else { return }
        published = (version, list)
        let message: JSON = ["uri": .string(text.uri), "diagnostics": list]
        server.client.notify(
            "textDocument/publishDiagnostics", version.map { message.with(["version": .int($0)]) } ?? message)
    }
}
