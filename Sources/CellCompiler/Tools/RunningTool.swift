import Foundation
import Synchronization

/// The tool that runs now for a compiler, for whoever wants it to stop: some cells keep a compiler busy for hours.
public final class RunningTool: Sendable {
    private struct State {
        var process: pid_t?
        var isStopped = false
    }

    private let state = Mutex(State())

    public init() {}

    /// Ends the tool, and whichever would be next, until ``renew()``.
    public func stop() {
        state.withLock { state in
            state.isStopped = true
            if let process = state.process { kill(process, SIGKILL) }
        }
    }

    /// Tools may run again.
    public func renew() { state.withLock { $0.isStopped = false } }

    /// Whether it is to stop.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func began(_ process: pid_t) {
        state.withLock { state in
            state.process = process
            // The word may have come while the tool was being started.
            if state.isStopped { kill(process, SIGKILL) }
        }
    }

    /// The tool is to be waited for: its number may soon be another's. True where it was stopped.
    func ends() -> Bool {
        state.withLock { state in
            state.process = nil
            return state.isStopped
        }
    }
}

/// A compiler was told to stop before it was done.
public struct CompileStopped: Error {
    public init() {}
}
