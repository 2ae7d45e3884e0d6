import Foundation
import Notebook

/// Runs a notebook on a thread of its own while this one minds signals and limits.
public enum Supervisor {
    /// Seconds a cell has to answer a signal or a deadline before it is left behind.
    private static let patience = 5.0

    /// - Parameter idle: called several times a second.
    public static func run(_ runner: Runner, idle: @escaping () -> Void) -> RunRecord {
        let signals = SignalPipe(for: [SIGINT, SIGTERM, SIGHUP])
        let done = Completion()
        let worker = Thread {
            done.set(runner.run())
            signals.wake()
        }
        worker.stackSize = 1 << 23
        worker.start()

        var asked: (status: RunStatus, at: ContinuousClock.Instant)?
        while true {
            for signal in signals.wait(milliseconds: 100).signals {
                let status: RunStatus = signal == SIGINT ? .interrupted : .terminated
                // Asked twice is asked urgently.
                if let asked { leave(runner, asked.status, "asked to stop twice") }
                asked = (status, .now)
                runner.stop(status)
            }
            if let record = done.value { return record }
            idle()
            // A request that fell between two cells was not heard by either.
            if let asked { runner.stop(asked.status) }
            if let asked, ContinuousClock.now - asked.at > .seconds(patience) { leave(runner, asked.status, unanswered) }
            if let deadline = runner.deadline, ContinuousClock.now - deadline > .seconds(patience) {
                leave(runner, .timeout, unanswered)
            }
        }
    }

    private static let unanswered = "a cell did not answer"

    /// A cell that does not answer cannot be stopped without ending the process: what there is is saved first.
    private static func leave(_ runner: Runner, _ status: RunStatus, _ why: String) -> Never {
        let record = runner.abandon(status)
        let message = "\(runner.document.path): \(why); the run was saved as it stood\n"
        FileHandle.standardError.write(Data(VisibleText.of(message).utf8))
        _exit(record.status.exitCode)
    }

    private final class Completion: @unchecked Sendable {
        private let lock = NSLock()
        private var record: RunRecord?
        var value: RunRecord? { lock.withLock { record } }
        func set(_ record: RunRecord) { lock.withLock { self.record = record } }
    }
}
