import Foundation
import SessionProtocol
import Synchronization
import Work

/// Sends what a cell reports, in the order in which it happened, whether it came by `print` or by a file descriptor.
final class Reporter: Sendable {
    private let channel: MessageChannel
    private let state = Mutex(State())
    private let reading: (output: Int32, errors: Int32)
    /// Text is sent when there is this much of it, or when a moment has passed.
    private static let batch = 1 << 13

    private struct State {
        var pending = ""
        /// Undecoded bytes of standard output and standard error.
        var output = Data()
        var errors = Data()
        /// The runtime's last words, once it has begun them.
        var fatal: String?
    }

    /// Takes over standard output and standard error.
    init(_ channel: MessageChannel) {
        self.channel = channel
        func replace(_ target: Int32) -> Int32 {
            var ends: [Int32] = [0, 0]
            precondition(pipe(&ends) == 0, "no pipe for the output of cells: \(String(cString: strerror(errno)))")
            _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
            _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
            dup2(ends[1], target)
            close(ends[1])
            return ends[0]
        }
        reading = (replace(1), replace(2))
        // By its symbol: Swift takes the C library's variable for one that others may change.
        if let standardOutput = dlsym(nil, "stdout")?.assumingMemoryBound(to: UnsafeMutablePointer<FILE>.self) {
            setvbuf(standardOutput.pointee, nil, _IONBF, 0)
        }
        Thread { [self] in pump() }.start()
    }

    func hear(_ event: ReportEvent) {
        state.withLock { state in
            drain(&state)
            if case .output(let text) = event {
                state.pending += text
                if state.pending.utf8.count >= Self.batch { flush(&state) }
            } else {
                flush(&state)
                try? channel.send(SessionReply.report(event))
            }
        }
    }

    /// Sends all that is there; gives what the runtime said before it trapped.
    func finish() -> String? {
        state.withLock { state in
            drain(&state)
            flush(&state)
            defer { state.fatal = nil }
            return state.fatal
        }
    }

    /// Nothing printed waits longer than a moment.
    private func pump() {
        while true {
            var files = [
                pollfd(fd: reading.output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: reading.errors, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&files, 2, 50)
            state.withLock { state in
                drain(&state)
                flush(&state)
            }
        }
    }

    private func flush(_ state: inout State) {
        guard !state.pending.isEmpty else { return }
        try? channel.send(SessionReply.report(.output(state.pending)))
        state.pending = ""
    }

    private func drain(_ state: inout State) {
        read(reading.output, &state.output)
        read(reading.errors, &state.errors)
        state.pending += whole(&state.output)
        for line in whole(&state.errors).splitKeepingEnds() {
            if state.fatal != nil {
                state.fatal! += line
            } else if let words = line.range(of: "Fatal error") {
                state.fatal = String(line[words.upperBound...])
            } else {
                state.pending += line
            }
        }
    }

    private func read(_ file: Int32, _ data: inout Data) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Foundation.read(file, &buffer, buffer.count), count > 0 {
            data.append(contentsOf: buffer[..<count])
        }
    }

    /// What is decoded so far; a sign whose bytes are not all there stays behind.
    private func whole(_ data: inout Data) -> String {
        var end = data.count
        for back in 1...3 where back <= data.count {
            let byte = data[data.endIndex - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            if length > back { end = data.count - back }
            break
        }
        defer { data = Data(data.dropFirst(end)) }
        return String(decoding: data.prefix(end), as: UTF8.self)
    }
}

extension String {
    fileprivate func splitKeepingEnds() -> [Substring] {
        var lines: [Substring] = []
        var rest = self[...]
        while let end = rest.firstIndex(of: "\n") {
            lines.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { lines.append(rest) }
        return lines
    }
}
