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

    /// Ends the tool; where none runs, nothing.
    public func stop() {
        state.withLock { state in
            guard let process = state.process else { return }
            state.isStopped = true
            kill(process, SIGKILL)
        }
    }

    func began(_ process: pid_t) { state.withLock { $0 = State(process: process) } }

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
