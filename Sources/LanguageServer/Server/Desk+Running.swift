import Foundation
import Notebook

/// What an editor may have a server do.
enum RunCommand: String, CaseIterable {
    case cell = "avts-nb.runCell"
    case above = "avts-nb.runAbove"
    case all = "avts-nb.runAll"
    case interrupt = "avts-nb.interrupt"
    case restart = "avts-nb.restart"
}

extension LanguageServer {
    /// Runs a command: `{"uri": …, "cell": id}`, the cell where one is meant.
    func execute(_ params: JSON) async throws -> JSON {
        let name = params["command"]?.text ?? ""
        guard let command = RunCommand(rawValue: name) else {
            let known = RunCommand.allCases.map(\.rawValue).joined(separator: ", ")
            throw RemoteError(.invalidParams, "found the command `\(name)`, expected one of \(known)")
        }
        let argument = params["arguments"]?.items?.first
        guard let uri = argument?["uri"]?.text, let desk = notebooks[uri] else {
            throw RemoteError(.invalidParams, "found `\(name)` for a notebook that is not open")
        }
        switch command {
        case .interrupt:
            desk.interrupt()
            return .null
        case .restart:
            desk.interrupt()
            await desk.runs.restart()
            desk.results = [:]
            desk.tell()
            return .null
        case .all: return try await desk.run(desk.text.reading.cells, titled: "Run all cells", token: params["workDoneToken"])
        case .cell, .above:
            let id = argument?["cell"]?.text ?? ""
            let all = desk.text.reading.cells
            guard let index = all.firstIndex(where: { $0.id == id }) else {
                throw RemoteError(
                    .requestFailed, "there is no cell `\(id)` any more: the notebook was edited; run it from its own line")
            }
            let cells = command == .cell ? [all[index]] : Array(all[..<index])
            let words = desk.words(for: all[index])
            return try await desk.run(
                cells, titled: command == .cell ? "Run \(words)" : "Run all above \(words)", token: params["workDoneToken"])
        }
    }
}

extension Desk {
    func words(for cell: Cell) -> String { cell.isNamed ? cell.id : "the cell on line \(cell.fenceLine)" }

    /// Runs cells, and tells the client what comes of them; gives how it ended.
    func run(_ cells: [Cell], titled title: String, token asked: JSON?) async throws -> JSON {
        let reading = notebook.text.reading
        let ticket = RunTicket()
        let progress = await RunProgress(server, title: title, asked: asked)
        tickets.append((progress.token, ticket))
        defer { tickets.removeAll { $0.ticket === ticket } }
        let telling = RunTelling(server, uri: text.uri)
        let path = text.path
        return await withTaskCancellationHandler {
            var status = ticket.isCancelled ? "interrupted" : "ok"
            for await event in runs.run(cells, of: reading, path: path, ticket: ticket) {
                switch event {
                case .began(let cell):
                    results[cell.id] = CellResult(source: cell.source, status: .running, seconds: 0)
                    progress.report(words(for: cell), nil)
                    tell()
                case .progress(let words, let fraction): progress.report(words, fraction)
                case .ended(let cell, let result):
                    results[cell.id] = result
                    if result.status == .failed || result.status == .interrupted { status = result.status.rawValue }
                    for failure in result.failures { telling.tell(cell, "error", "\(failure.name): \(failure.message)") }
                    tell()
                case .output(let cell, let text): telling.print(cell, text)
                case .value(let cell, let text): telling.tell(cell, "value", text)
                case .figure(let cell, let path): telling.tell(cell, "figure", path)
                case .check(let cell, let passed, let message):
                    telling.tell(cell, "check", (passed ? "✓ " : "✗ ") + message)
                case .notice(let words):
                    server.client.notify("window/logMessage", ["type": 2, "message": .string("avts-nb: \(words)")])
                }
            }
            telling.flush()
            if ticket.isCancelled { status = "interrupted" }
            progress.end(status)
            return ["status": .string(status)]
        } onCancel: {
            ticket.cancel()
        }
    }

    /// Has the client ask again for what results have changed.
    func tell() {
        publish()
        guard server.clientAbilities.refreshesHints else { return }
        let client = server.client
        Task { _ = try? await client.request("workspace/inlayHint/refresh", .null) }
    }

    /// What stands above each cell.
    var lenses: JSON {
        let uri = text.uri
        let first = text.reading.cells.first?.id
        return .array(
            text.cells.flatMap { _, cell -> [JSON] in
                func lens(_ title: String, _ command: RunCommand) -> JSON {
                    [
                        "range": Span(line: cell.fenceLine - 1, 0..<0).json,
                        "command": [
                            "title": .string(title), "command": .string(command.rawValue),
                            "arguments": [["uri": .string(uri), "cell": .string(cell.id)]],
                        ],
                    ]
                }
                return [lens("Run cell", .cell)] + (cell.id == first ? [] : [lens("Run above", .above)])
            })
    }

    /// How each cell ended, behind the line that opens it.
    func hints(in span: Span?) -> JSON {
        .array(
            text.cells.compactMap { _, cell -> JSON? in
                guard let result = results[cell.id] else { return nil }
                let end = Position(line: cell.fenceLine - 1, column: text.line(cell.fenceLine - 1).utf16.count)
                if let span, !span.contains(end) { return nil }
                return ["position": end.json, "label": .string(result.label(for: cell)), "paddingLeft": true]
            })
    }
}
