import Foundation
import Session
import Synchronization

/// One run that was asked for, and whether it is to stop.
final class RunTicket: Sendable {
    private struct State {
        var isCancelled = false
        var isOver = false
        var session: CellSession?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Cells run on a session from now on.
    func began(on session: CellSession) { state.withLock { $0.session = session } }

    func ended() {
        state.withLock { state in
            state.isOver = true
            state.session = nil
        }
    }

    /// Ends the process of the cells, which does not answer.
    func killProcess() { if let process = state.withLock({ $0.session?.processID }) { kill(process, SIGKILL) } }

    /// Stops the cell that runs, and those that would come. Until the run is over it is said again: a word that came before a cell had
    /// begun was not for it.
    func cancel() {
        let (first, session) = state.withLock { state in
            defer { state.isCancelled = true }
            return (!state.isCancelled, state.session)
        }
        session?.interrupt()
        guard first else { return }
        Task { @ServerActor in
            while !isOver {
                try? await Task.sleep(for: .milliseconds(50))
                state.withLock(\.session)?.interrupt()
            }
        }
    }
}
