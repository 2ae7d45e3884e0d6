import Foundation
import Notebook
import Synchronization

/// One end of JSON-RPC over two files: a client's, or that of the service.
@ServerActor
final class Connection {
    /// What comes, in its order; ends where the other side does.
    let messages: AsyncStream<RemoteMessage>
    private let output: Output
    private var count = 0
    private var waiting: [Int: CheckedContinuation<JSON, any Error>] = [:]
    private var isOver = false

    init(reading: Int32, writing: Int32) {
        output = Output(writing)
        let (stream, arrived) = AsyncStream.makeStream(of: RemoteMessage.self)
        messages = stream
        Thread.detachNewThread { Self.read(reading, arrived) }
    }

    /// Asks the other side, and waits for its answer; a cancelled task has it told so.
    func request(_ method: String, _ params: JSON) async throws -> JSON {
        if isOver { throw RemoteError(.requestFailed, "the other side is gone") }
        count += 1
        let id = count
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting[id] = continuation
                send(["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": params])
            }
        } onCancel: {
            Task { @ServerActor in self.notify("$/cancelRequest", ["id": .int(id)]) }
        }
    }

    /// Gives an answer to who waits for it.
    func settle(_ id: JSON, _ result: Result<JSON, RemoteError>) {
        guard let continuation = id.int.flatMap({ waiting.removeValue(forKey: $0) }) else { return }
        switch result {
        case .success(let value): continuation.resume(returning: value)
        case .failure(let error): continuation.resume(throwing: error)
        }
    }

    func notify(_ method: String, _ params: JSON) {
        send(["jsonrpc": "2.0", "method": .string(method), "params": params])
    }

    func reply(_ id: JSON, _ result: Result<JSON, RemoteError>) {
        switch result {
        case .success(let value): send(["jsonrpc": "2.0", "id": id, "result": value])
        case .failure(let error): send(["jsonrpc": "2.0", "id": id, "error": error.json])
        }
    }

    /// Nobody will answer any more: those who wait are told so.
    func end() {
        isOver = true
        for continuation in waiting.values {
            continuation.resume(throwing: RemoteError(.requestFailed, "the other side is gone"))
        }
        waiting = [:]
    }

    /// Waits until all that was said has gone out.
    nonisolated func flush() { output.flush() }

    private func send(_ message: JSON) { output.write(MessageFraming.framed(Array(message.compact.utf8))) }

    private nonisolated static func read(_ file: Int32, _ arrived: AsyncStream<RemoteMessage>.Continuation) {
        var framing = MessageFraming()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            framing.add(buffer[..<count])
            while let piece = framing.next() {
                switch piece {
                case .message(let bytes): arrived.yield(RemoteMessage(bytes))
                case .unreadable(let words): arrived.yield(.invalid(id: .null, RemoteError(.parseError, words)))
                }
            }
        }
        arrived.finish()
    }

    /// Writes on a thread of its own: a client that does not read keeps nobody waiting.
    private final class Output: Sendable {
        private let file: Int32
        private let queue = DispatchQueue(label: "avts-nb.lsp.output")

        init(_ file: Int32) { self.file = file }

        func write(_ bytes: [UInt8]) {
            queue.async { [file] in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
                    if count < 0, errno == EINTR { continue }
                    // Whose reader is gone hears nothing: its end is told by what is read.
                    guard count > 0 else { return }
                    rest = rest.dropFirst(count)
                }
            }
        }

        func flush() { queue.sync {} }
    }
}
