import Foundation
import Synchronization

/// Signals as bytes in a pipe, so that a loop can wait for them beside its input: nothing happens in a handler but one write.
///
/// The handlers are put back when the pipe goes away.
public final class SignalPipe: @unchecked Sendable {
    private let signals: [Int32]
    private let reading: Int32
    private let writing: Int32
    /// The pipes that wait, oldest first, and what was done about each signal before the first of them. They go in any order: one that ended its
    /// work may be held a moment longer than the next one begins.
    private static let waiting = Mutex<(pipes: [Int32: [Int32]], order: [Int32], before: [Int32: sigaction])>(([:], [], [:]))

    /// - Parameter patience: whole seconds after SIGTERM and SIGHUP in which the process has to end by itself; 0 where it is left to whoever
    ///   waits. Then it ends with 143, however busy it is, and with its terminal as it was.
    public init(for signals: [Int32], endingWithin patience: UInt32 = 0) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0, "no pipe for signals: \(String(cString: strerror(errno)))")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing, self.signals) = (ends[0], ends[1], signals)
        if patience > 0 {
            if tcgetattr(0, &savedTerminal) == 0 { hasSavedTerminal = true }
            lastResort = patience
            Foundation.signal(SIGALRM, endAtLast)
        }
        Self.waiting.withLock { waiting in
            waiting.pipes[writing] = signals
            waiting.order.append(writing)
            signalTarget = writing
            for signal in signals {
                var action = sigaction()
                action.__sigaction_handler.sa_handler = handleSignal
                action.sa_flags = SA_RESTART
                var before = sigaction()
                sigaction(signal, &action, &before)
                if waiting.before[signal] == nil { waiting.before[signal] = before }
            }
        }
    }

    deinit {
        Self.waiting.withLock { waiting in
            waiting.pipes[writing] = nil
            waiting.order.removeAll { $0 == writing }
            signalTarget = waiting.order.last ?? -1
            for signal in signals where !waiting.pipes.values.contains(where: { $0.contains(signal) }) {
                if var before = waiting.before.removeValue(forKey: signal) { sigaction(signal, &before, nil) }
            }
        }
        close(reading)
        close(writing)
    }

    /// Ends a wait from another thread.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    /// Waits for signals, and for input on a file if one is named; gives the signals that came and whether there is input.
    public func wait(milliseconds: Int32, input: Int32? = nil) -> (signals: [Int32], hasInput: Bool) {
        var files = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
        if let input { files.append(pollfd(fd: input, events: Int16(POLLIN), revents: 0)) }
        guard poll(&files, nfds_t(files.count), milliseconds) > 0 else { return ([], false) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(reading, &bytes, bytes.count)
        let signals = count > 0 ? bytes[..<count].filter { $0 != 0 }.map(Int32.init) : []
        return (signals, files.count > 1 && files[1].revents != 0)
    }
}

/// Where the handler writes: a handler can be given nothing else.
private nonisolated(unsafe) var signalTarget: Int32 = -1

/// What a handler needs to end a process that does not end.
private nonisolated(unsafe) var lastResort: UInt32 = 0
private nonisolated(unsafe) var savedTerminal = termios()
private nonisolated(unsafe) var hasSavedTerminal = false

private func endAtLast(_: Int32) {
    if hasSavedTerminal { tcsetattr(0, TCSANOW, &savedTerminal) }
    _exit(143)
}

private func handleSignal(_ signal: Int32) {
    let error = errno
    if lastResort > 0, signal == SIGTERM || signal == SIGHUP { alarm(lastResort) }
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(signalTarget, &byte, 1)
    errno = error
}
