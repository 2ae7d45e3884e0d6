import CellCompiler
import Foundation
import Notebook

/// Answers about Swift: the toolchain's `sourcekit-lsp`, given each cell as a file of its own.
///
/// One that ends unasked is started once more, with the same cells; one that ends again within ten minutes stays away.
@ServerActor
final class SourceKitService {
    enum State {
        case idle
        case starting(Task<Connection, any Error>)
        case running(Connection)
        /// Why there is none.
        case gone(String)
    }

    let path: String
    /// Its workspace, whose `compile_flags.txt` says how cells are compiled.
    let workspace: String
    /// What the client of the server can do.
    var clientCapabilities: JSON = [:]
    let log: (_ isError: Bool, String) -> Void
    var state = State.idle
    var process: ServiceProcess?
    var restarted: ContinuousClock.Instant?
    private(set) var isEnding = false
    /// The files that it has, each as it was told last.
    var files: [String: File] = [:]
    private var count = 0
    /// What was answered about all of a file, by the question; and of which text.
    private var kept: [String: [String: (text: String, answer: JSON)]] = [:]

    struct File {
        var version = 1
        var text: String
        /// When it was asked about last.
        var used = 0
        /// How many answers are still to come.
        var asked = 0
    }

    /// What a file is to the compiler takes some 70 MB: of those that nobody has asked about for long it is told that they are closed.
    private static let mostFiles = 10
    /// What it can do, as it says itself.
    var capabilities: JSON = [:]

    init(toolchain: Toolchain, workspace: String, log: @escaping (Bool, String) -> Void) {
        path = toolchain.languageServer
        (self.workspace, self.log) = (workspace, log)
        if !FileManager.default.isExecutableFile(atPath: path) {
            state = .gone(
                "found no sourcekit-lsp in \(toolchain.root)/bin, so nothing is completed or explained: install the whole toolchain "
                    + "(swift.org/install); what the compiler says and running cells work without it")
        }
    }

    /// Why nothing is answered; nil where something is.
    var absence: String? { if case .gone(let why) = state { why } else { nil } }

    /// The address of a cell's file.
    func uri(_ name: String) -> String { URL(fileURLWithPath: "\(workspace)/\(name).swift").absoluteString }

    /// The kinds of words that it tells apart, by its numbers; nil where it is not there.
    func legend() async -> JSON? {
        Task { try? await connection() }
        // A client that begins waits for nobody for ever.
        let end = ContinuousClock.now + .seconds(10)
        while capabilities == [:], absence == nil, .now < end { try? await Task.sleep(for: .milliseconds(5)) }
        return capabilities["semanticTokensProvider"]?["legend"]
    }

    /// Asks about a file, which it is given first as it is now.
    func ask(_ method: String, _ params: JSON, of uri: String, reading text: String) async throws -> JSON {
        let connection = try await connection()
        count += 1
        if let known = files[uri] {
            if known.text != text {
                files[uri] = File(version: known.version + 1, text: text, asked: known.asked)
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
        files[uri]?.asked += 1
        // Another service may have begun meanwhile, which knows nothing of it.
        defer {
            let left = (files[uri]?.asked ?? 0) - 1
            files[uri]?.asked = max(0, left)
        }
        let idle = files.filter { $0.value.asked == 0 }
        if files.count > Self.mostFiles, let oldest = idle.min(by: { $0.value.used < $1.value.used }) {
            forget(oldest.key, connection)
        }
        return try await connection.request(method, params.with(["textDocument": ["uri": .string(uri)]]))
    }

    /// Asks about all of a file, if it was not asked so before.
    ///
    /// - Parameter closing: nothing else will be asked about the file.
    func askOnce(_ method: String, of uri: String, reading text: String, closing: Bool = false) async throws -> JSON {
        if let known = kept[uri]?[method], known.text == text { return known.answer }
        let answer = try await ask(method, [:], of: uri, reading: text)
        kept[uri, default: [:]][method] = (text, answer)
        if closing, case .running(let connection) = state { forget(uri, connection) }
        return answer
    }

    /// With a file that is closed all answers about it are given up.
    private func forget(_ uri: String, _ connection: Connection) {
        guard let file = files[uri], file.asked == 0 else { return }
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
        for uri in files.keys where uri.hasPrefix(prefix) {
            files[uri]?.asked = 0
            forget(uri, connection)
        }
    }

    /// A file that it reads itself is another one now.
    func changed(_ uri: String) {
        guard case .running(let connection) = state else { return }
        connection.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": .string(uri), "type": 2]]])
        kept = [:]
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
}
