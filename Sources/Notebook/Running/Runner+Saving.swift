import Files
import Foundation
import Synchronization

/// When and how a run is put on disk.
extension Runner {
    /// Saves what has changed, if it is time: on a cell's end, and from time to time within a long one.
    ///
    /// - Parameter isUrgent: whether it is time in any case.
    func save(isUrgent: Bool = false) {
        do throws(OutputError) { try saveIfDue(isUrgent: isUrgent, isBeat: false) } catch {
            state.withLock { $0.saveError = $0.saveError ?? error }
        }
    }

    /// Once in a while, on another thread than the cells'. A disk that is full now may have room when the cell ends, which is in time.
    func beat() {
        do throws(OutputError) { try saveIfDue(isUrgent: false, isBeat: true) } catch {
            let isFirst = state.withLock { state in
                defer { state.pace.hasFailed = true }
                return !state.pace.hasFailed
            }
            if isFirst { tell(.note("\(error) (tried again while the cell runs)")) }
        }
    }

    private func saveIfDue(isUrgent: Bool, isBeat: Bool) throws(OutputError) {
        guard let saver else { return }
        let isDue = state.withLock { state in
            guard isUrgent || state.pace.isDue(options.saveEvery, isBeat: isBeat) else { return false }
            state.pace.begin()
            return true
        }
        guard isDue else { return }
        defer { state.withLock { $0.pace.end() } }
        try saver.save(isBeat ? .within : .between, snapshot)
        state.withLock { $0.pace.hasFailed = false }
    }

    /// The run as it stands, with what the running cell has said so far.
    private func snapshot() -> RunRecord {
        state.withLock { state in
            state.settle(final: false, process: evaluator.processID)
            var record = state.record
            if let current = state.current {
                var outputs = state.outputs
                outputs.flush(to: &record.cells[current])
                record.cells[current].seconds = (ContinuousClock.now - state.cellBegan).seconds
            }
            return record
        }
    }

    /// Saves the run as it stands, for when a cell does not answer and the process is about to end.
    public func abandon(_ reason: RunStatus) -> RunRecord {
        let record = state.withLock { state in
            if let current = state.current {
                state.close(current, as: reason == .timeout ? .timeout : .interrupted)
                state.record.cells[current].note = "it did not answer and was left behind"
            }
            state.stopped = reason
            state.settle(final: true, process: evaluator.processID)
            return state.record
        }
        try? saver?.save(.final) { record }
        return record
    }

    func finish() -> RunRecord {
        let record = state.withLock { state in
            state.current = nil
            state.settle(final: true, process: evaluator.processID)
            return state.record
        }
        do { try saver?.save(.final) { record } } catch {
            state.withLock { state in
                state.saveError = state.saveError ?? error
                state.settle(final: true, process: nil)
            }
        }
        let last = state.withLock { $0.record }
        tell(.finished(last, report: saver?.report))
        return last
    }

    /// Tells the observer, and the run's log, of which a person reads what happened and when.
    func tell(_ event: RunEvent) {
        if let saver, let line = event.line { try? saver.log("\(RunIdentity.utc("%H:%M:%S")) \(line)\n") }
        observer(event)
    }
}

extension RunEvent {
    /// What the log says of it; what cells print is there as it is.
    fileprivate var line: String? {
        switch self {
        case .started(let count, _): "the run begins, \(count) cells"
        case .note(let text): text
        case .cellStarted(let index, let cell): "[\(index + 1)] \(cell.id) begins"
        case .check(let check): "check \(check.passed ? "held" : "did not hold") (line \(check.line)): \(check.message)"
        case .phrase(let phrase): phrase.error.map { "the value in line \(phrase.line) cannot be had: \($0.message)" }
        case .cellFinished(_, _, let record):
            "\(record.id) \(record.status.rawValue), \(TimeSpan.text(record.seconds))"
                + (record.note.map { " (\($0))" } ?? "") + (record.error.map { ": " + $0.text } ?? "")
        case .finished(let record, _): "the run ends: \(record.status.rawValue), exit code \(record.exitCode)"
        case .output, .display, .progress: nil
        }
    }
}
