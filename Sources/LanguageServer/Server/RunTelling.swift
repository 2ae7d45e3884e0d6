import Notebook

/// What cells of a run say, for clients that show it, and in the log of others. What is printed waits for more: a message a line would be
/// more than an editor bears.
@ServerActor
final class RunTelling {
    private let server: LanguageServer
    private let uri: String
    private var printed: (cell: Cell, text: String)?
    private var pause: Task<Void, Never>?

    private static let patience = Duration.milliseconds(100)

    init(_ server: LanguageServer, uri: String) { (self.server, self.uri) = (server, uri) }

    func print(_ cell: Cell, _ text: String) {
        if let printed, printed.cell.id != cell.id { flush() }
        printed = (cell, (printed?.text ?? "") + text)
        if pause != nil { return }
        pause = Task {
            try? await Task.sleep(for: Self.patience)
            if !Task.isCancelled { flush() }
        }
    }

    /// - Parameter kind: value, figure, check or error.
    func tell(_ cell: Cell, _ kind: String, _ text: String) {
        flush()
        send(cell, kind, text)
    }

    /// Tells what was printed and waits.
    func flush() {
        pause?.cancel()
        pause = nil
        if let (cell, text) = printed { send(cell, "output", text) }
        printed = nil
    }

    private func send(_ cell: Cell, _ kind: String, _ text: String) {
        if server.clientAbilities.showsOutput {
            server.client.notify(
                "avts-nb/cellOutput",
                ["uri": .string(uri), "cell": .string(cell.id), "kind": .string(kind), "text": .string(text)])
        } else {
            let words = text.hasSuffix("\n") ? String(text.dropLast()) : text
            server.client.notify(
                "window/logMessage", ["type": kind == "error" ? 1 : 4, "message": .string("[\(cell.id)] \(words)")])
        }
    }
}
