import Files
import FlyingFox
import FlyingSocks
import Foundation
import Notebook

/// Shows a run on the loopback address, live.
package final class WatchServer: Sendable {
    private let server: HTTPServer
    private let port: UInt16
    private let token: String
    private let output: OutputFolder

    /// - Parameter port: where it listens; 0 for one that is free.
    package init(_ output: OutputFolder, port: UInt16) throws {
        self.output = output
        self.port = try Self.free(port)
        token = (0..<16).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined()
        server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: self.port), logger: .disabled)
    }

    /// Where the page is.
    package var address: String { "http://127.0.0.1:\(port)/\(token)/" }

    /// Returns when it listens.
    package func begun() async throws { try await server.waitUntilListening(timeout: 5) }

    /// Answers until it is cancelled.
    package func run() async throws {
        let (output, token, port) = (output, token, port)
        await server.appendRoute("GET /*") { request in
            // A name that leads here by a stranger's word is no name of this server.
            let host = request.headers[.host] ?? ""
            guard ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host) else { return HTTPResponse(statusCode: .forbidden) }
            switch request.path {
            case "/\(token)", "/\(token)/": return Self.page(Data(WatchPage.html.utf8))
            case "/\(token)/report":
                var watch = RunWatch(output)
                _ = watch.changes()
                guard let folder = watch.folder, let report = OutputFolder(path: folder).read("report.html") else {
                    return HTTPResponse(statusCode: .notFound)
                }
                return Self.page(Data(report))
            case "/\(token)/events":
                return HTTPResponse(
                    statusCode: .ok,
                    headers: HTTPHeaders([.contentType: "text/event-stream", HTTPHeader("Cache-Control"): "no-store"]),
                    body: HTTPBodySequence(from: RunEvents(output)))
            default: return HTTPResponse(statusCode: .notFound)
            }
        }
        try await server.run()
    }

    private static func page(_ body: Data) -> HTTPResponse {
        HTTPResponse(
            statusCode: .ok,
            headers: HTTPHeaders([
                .contentType: "text/html; charset=utf-8", HTTPHeader("Cache-Control"): "no-store",
                HTTPHeader("Referrer-Policy"): "no-referrer", HTTPHeader("X-Frame-Options"): "SAMEORIGIN",
            ]), body: body)
    }

    /// The port, or any that is free for 0.
    ///
    /// - Throws: ``FileError`` for one that is taken, or not for everybody.
    private static func free(_ port: UInt16) throws(FileError) -> UInt16 {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(probe) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        // As the server itself: one that has just ended leaves its port for a while to nobody else.
        var reuses: Int32 = 1
        setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(probe, $0, size) == 0 && getsockname(probe, $0, &size) == 0
            }
        }
        guard bound else { throw FileError(operation: "serve on", path: "127.0.0.1:\(port)") }
        return UInt16(bigEndian: address.sin_port)
    }
}

/// What changes, as server-sent events, looked for four times a second.
private struct RunEvents: AsyncBufferedSequence {
    typealias Element = UInt8
    let output: OutputFolder

    init(_ output: OutputFolder) { self.output = output }

    func makeAsyncIterator() -> Iterator { Iterator(watch: RunWatch(output)) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        var watch: RunWatch
        var waiting: [UInt8] = []
        var silence = 0

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            while waiting.isEmpty {
                for change in watch.changes() { waiting += Array(Self.text(of: change).utf8) }
                if !waiting.isEmpty { break }
                silence += 1
                // A word now and then, so that an end that is gone is found.
                if silence % 60 == 0 {
                    waiting = Array(": still\n\n".utf8)
                } else {
                    try await Task.sleep(nanoseconds: 250_000_000)
                }
            }
            silence = 0
            let taken = Array(waiting.prefix(Swift.max(1, count)))
            waiting.removeFirst(taken.count)
            return taken
        }

        private static func text(of change: RunWatch.Change) -> String {
            switch change {
            case .began(let run): "event: began\ndata: \(run)\n\n"
            case .state(let json): "event: state\ndata: \(json)\n\n"
            case .points(let json): "event: points\ndata: \(json)\n\n"
            case .report: "event: report\ndata: -\n\n"
            }
        }
    }
}
