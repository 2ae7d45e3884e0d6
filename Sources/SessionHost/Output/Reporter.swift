import Foundation
import SessionProtocol
import Synchronization
import Work

/// Sends what a cell reports, in the order in which it happened, whether it came by `print` or by a file descriptor.
final class Reporter: Sendable {
    private let channel: MessageChannel
    private let text = Mutex(OutputText())
    /// What was reported, while it is remembered.
    private let recorded = Mutex<[ReportEvent]?>(nil)
    /// One pipe for standard output and standard error: of two, none knows what came first.
    private let output: (reading: Int32, writing: Int32)
    /// Text is sent when there is this much of it, or when a moment has passed.
    private static let batch = 1 << 13

    /// Takes over standard output and standard error.
    init(_ channel: MessageChannel) {
        self.channel = channel
        output = Descriptors.pipe()
        _ = fcntl(output.reading, F_SETFL, O_NONBLOCK)
        beginCell()
        // By its symbol: Swift takes the C library's variable for one that others may change.
        if let standardOutput = dlsym(nil, "stdout")?.assumingMemoryBound(to: UnsafeMutablePointer<FILE>.self) {
            setvbuf(standardOutput.pointee, nil, _IONBF, 0)
        }
        Thread { [self] in pump() }.start()
    }

    /// Puts standard output and standard error in their places, where a cell closed them or put others there.
    func beginCell() {
        for place in [1, 2] as [Int32] where Descriptors.identity(place) != Descriptors.identity(output.writing) {
            dup2(output.writing, place)
        }
    }

    func hear(_ event: ReportEvent) {
        let state = EndState.shared
        if getpid() != state.pointee.process {
            // A child that a cell forked has no part in the session's messages.
            if case .output(let text) = event { FileHandle.standardOutput.write(Data(text.utf8)) }
            return
        }
        // A thread that holds the lock must not be stopped.
        let isCell = state.pointee.hasThread && pthread_equal(pthread_self(), state.pointee.thread) != 0
        if isCell { state.pointee.guarded += 1 }
        defer { if isCell { state.pointee.guarded -= 1 } }
        text.withLock { text in
            // All that was written before comes before; a pipe holds no more than this.
            drain(&text)
            if case .output(let words) = event {
                text.add(words)
                if text.count >= Self.batch { flush(&text) }
            } else {
                flush(&text)
                send(event)
            }
        }
    }

    /// Sends all that is there; gives what the runtime said before it trapped.
    @discardableResult
    func finish(hasTrapped: Bool) -> String? {
        text.withLock { text in
            drain(&text, upTo: .max)
            let words = hasTrapped ? text.takeLastWords() : nil
            text.release()
            flush(&text)
            return words
        }
    }

    /// Nothing printed waits longer than a moment. And whatever state the host is in, it does not outlive the front end.
    private func pump() {
        while true {
            var files = [
                pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: channel.descriptor, events: 0, revents: 0),
            ]
            _ = poll(&files, 2, 50)
            if files[1].revents & Int16(POLLHUP) != 0 { _exit(0) }
            text.withLock { text in
                drain(&text)
                flush(&text)
            }
        }
    }

    private func flush(_ text: inout OutputText) {
        let ready = text.take()
        if !ready.isEmpty { send(.output(ready)) }
    }

    private func send(_ event: ReportEvent) {
        recorded.withLock { $0?.append(event) }
        try? channel.send(SessionReply.report(event))
    }

    /// Remembers what is reported from now on.
    func beginRecording() {
        finish(hasTrapped: false)
        recorded.withLock { $0 = [] }
    }

    /// What was reported since.
    func endRecording() -> [ReportEvent] {
        recorded.withLock { recorded in
            defer { recorded = nil }
            return recorded ?? []
        }
    }

    /// - Parameter limit: pieces to read; whoever writes as fast as this reads would keep it from sending.
    private func drain(_ text: inout OutputText, upTo limit: Int = 8) {
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
            var pieces = 0
            while pieces < limit, case let count = read(output.reading, buffer.baseAddress!, buffer.count), count > 0 {
                text.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                pieces += 1
            }
        }
    }
}
