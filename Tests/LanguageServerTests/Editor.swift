import Foundation
import LanguageServer
import Notebook
import XCTest

/// An editor with a language server of its own: the built command, over pipes.
final class Editor: @unchecked Sendable {
    let process = Process()
    private let input = Pipe(), output = Pipe()
    private let condition = NSCondition()
    // Under the condition's lock.
    private var answers: [Int: JSON] = [:]
    private var heard: [JSON] = []
    private var isOver = false
    private var count = 0
    private var versions: [String: Int] = [:]

    /// Longer than anything takes; nothing waits for it but what has failed.
    static let patience: TimeInterval = 120

    /// - Parameter initialize: whether the server is told who asks.
    init(_ arguments: [String] = [], environment: [String: String] = [:], initialize: Bool = true, parent: Int32? = nil) throws {
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("avts-nb")
        process.arguments = ["lsp"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.detachNewThread { [self] in read() }
        guard initialize else { return }
        capabilities = request("initialize", Self.greeting(parent: parent))["capabilities"] ?? .null
        notify("initialized", [:])
    }

    private(set) var capabilities: JSON = .null

    deinit { if process.isRunning { process.terminate() } }

    static func greeting(parent: Int32? = nil) -> JSON {
        [
            "processId": parent.map { .int(Int($0)) } ?? .null, "rootUri": .null,
            "capabilities": [
                "window": ["workDoneProgress": true],
                "workspace": ["inlayHint": ["refreshSupport": true], "codeLens": ["refreshSupport": true]],
                "textDocument": [
                    "completion": ["completionItem": ["snippetSupport": false]], "hover": ["contentFormat": ["markdown"]],
                    "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
                ],
            ],
            "initializationOptions": ["cellOutput": true],
        ]
    }

    // MARK: - Asking

    func send(_ message: JSON) { send(bytes: MessageFraming.framed(Array(message.compact.utf8))) }

    func send(bytes: [UInt8]) { try? input.fileHandleForWriting.write(contentsOf: Data(bytes)) }

    func hangUp() { try? input.fileHandleForWriting.close() }

    func notify(_ method: String, _ params: JSON) { send(["jsonrpc": "2.0", "method": .string(method), "params": params]) }

    /// Asks, and gives the id by which the answer is known.
    func begin(_ method: String, _ params: JSON) -> Int {
        count += 1
        send(["jsonrpc": "2.0", "id": .int(count), "method": .string(method), "params": params])
        return count
    }

    /// The whole answer to a request.
    func answer(_ id: Int, file: StaticString = #filePath, line: UInt = #line) -> JSON {
        let found = wait { self.answers.removeValue(forKey: id) }
        if found == nil { XCTFail("no answer", file: file, line: line) }
        return found ?? .null
    }

    /// The result of a request that must have one.
    @discardableResult
    func request(_ method: String, _ params: JSON, file: StaticString = #filePath, line: UInt = #line) -> JSON {
        let answer = answer(begin(method, params), file: file, line: line)
        if let error = answer["error"] { XCTFail("\(method): \(error.compact)", file: file, line: line) }
        return answer["result"] ?? .null
    }

    /// The error of a request that must have one.
    func error(_ method: String, _ params: JSON, file: StaticString = #filePath, line: UInt = #line) -> JSON {
        let answer = answer(begin(method, params), file: file, line: line)
        if answer["error"] == nil { XCTFail("\(method): no error, but \(answer.compact.prefix(300))", file: file, line: line) }
        return answer["error"] ?? .null
    }

    // MARK: - Hearing

    /// The next notification or request of the server that fits, with those before it still to be heard.
    func hears(
        _ method: String, where fits: (JSON) -> Bool = { _ in true }, file: StaticString = #filePath, line: UInt = #line
    ) -> JSON {
        let found = wait { () -> JSON? in
            let place = self.heard.firstIndex { $0["method"]?.text == method && fits($0["params"] ?? .null) }
            return place.map { self.heard.remove(at: $0)["params"] ?? .null }
        }
        if found == nil { XCTFail("`\(method)` was not heard", file: file, line: line) }
        return found ?? .null
    }

    /// Whether something was heard so far.
    func hasHeard(_ method: String) -> Bool { condition.withLock { heard.contains { $0["method"]?.text == method } } }

    /// What is wrong with a notebook, once all of its newest version is known.
    func diagnostics(_ uri: String, file: StaticString = #filePath, line: UInt = #line) -> [JSON] {
        let version = versions[uri] ?? 0
        return hears(
            "textDocument/publishDiagnostics", where: { $0["uri"]?.text == uri && $0["version"]?.int == version }, file: file,
            line: line)["diagnostics"]?.items ?? []
    }

    private func wait<Found>(_ body: () -> Found?) -> Found? {
        let end = Date(timeIntervalSinceNow: Self.patience)
        return condition.withLock {
            while true {
                if let found = body() { return found }
                if isOver || !condition.wait(until: end) { return nil }
            }
        }
    }

    /// Waits for the process's end; its exit code.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    // MARK: - Notebooks

    @discardableResult
    func open(_ uri: String, _ text: String) -> String {
        versions[uri] = 1
        notify(
            "textDocument/didOpen",
            ["textDocument": ["uri": .string(uri), "languageId": "avtsnb", "version": 1, "text": .string(text)]])
        return uri
    }

    func change(_ uri: String, _ changes: [JSON]) {
        versions[uri, default: 0] += 1
        notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": .string(uri), "version": .int(versions[uri] ?? 0)], "contentChanges": .array(changes),
            ])
    }

    func close(_ uri: String) { notify("textDocument/didClose", ["textDocument": ["uri": .string(uri)]]) }

    private func read() {
        var framing = MessageFraming()
        while true {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { break }
            framing.add(piece)
            while case .message(let bytes)? = framing.next() {
                guard let message = JSON(bytes) else { continue }
                condition.withLock {
                    if message["method"] != nil {
                        heard.append(message)
                    } else if let id = message["id"]?.int {
                        answers[id] = message
                    } else {
                        // An answer to what could not be read.
                        heard.append(["method": "error", "params": message])
                    }
                    condition.broadcast()
                }
                if message["method"] != nil, let id = message["id"] { send(["jsonrpc": "2.0", "id": id, "result": .null]) }
            }
        }
        condition.withLock {
            isOver = true
            condition.broadcast()
        }
    }
}

/// A text, and places in it as editors count.
struct Sample {
    let uri: String
    let text: String

    /// - Parameter folder: where it would lie; there is no such file.
    init(_ name: String, _ text: String, in folder: String = "/tmp/avts-nb-lsp") {
        (uri, self.text) = (URL(fileURLWithPath: "\(folder)/\(name).avtsnb").absoluteString, text)
    }

    /// The place at which a piece of text begins, so many UTF-16 units further.
    func position(_ piece: String, _ number: Int = 1, further: Int = 0) -> JSON {
        let place = Self.place(text, piece, number)
        return ["line": .int(place.line), "character": .int(place.column + further)]
    }

    /// The range of a piece of text.
    func range(_ piece: String, _ number: Int = 1, further: Int = 0, length: Int? = nil) -> JSON {
        let place = Self.place(text, piece, number), start = place.column + further
        return [
            "start": ["line": .int(place.line), "character": .int(start)],
            "end": ["line": .int(place.line), "character": .int(start + (length ?? piece.utf16.count - further))],
        ]
    }

    func at(_ piece: String, _ number: Int = 1, further: Int = 0, _ more: [String: JSON] = [:]) -> JSON {
        JSON.object(["textDocument": ["uri": .string(uri)], "position": position(piece, number, further: further)]).with(more)
    }

    var document: JSON { ["textDocument": ["uri": .string(uri)]] }

    private static func place(_ text: String, _ piece: String, _ number: Int) -> (line: Int, column: Int) {
        var units = Array(text.utf16)[...], before: [UInt16] = []
        let wanted = Array(piece.utf16)
        var left = number
        while !units.isEmpty {
            if units.starts(with: wanted) {
                left -= 1
                if left == 0 { break }
            }
            before.append(units.removeFirst())
        }
        precondition(left == 0, "`\(piece)` does not stand \(number) times in the sample")
        let lines = String(decoding: before, as: UTF16.self).replacingOccurrences(of: "\r\n", with: "\n")
            .components(separatedBy: "\n")
        return (lines.count - 1, (lines.last ?? "").utf16.count)
    }
}
