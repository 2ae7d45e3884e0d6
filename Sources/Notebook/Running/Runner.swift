import Foundation
import Synchronization

/// Runs the cells of a document in order, on one session, and saves what they make after every cell.
///
/// ``run()`` blocks and is called on a thread of its own; ``stop(_:)`` and ``abandon(_:)`` may be called from any other.
public final class Runner: @unchecked Sendable {
    public let document: Document
    public let parameters: Parameters
    public let options: RunOptions
    let evaluator: any CellEvaluator
    let saver: RunSaver?
    let observer: @Sendable (RunEvent) -> Void
    let state: Mutex<State>
    /// Whether the session has the parameters.
    var isDefined = false

    struct State {
        var record: RunRecord
        let began = ContinuousClock.now
        /// The cell that is running.
        var current: Int?
        var cellBegan = ContinuousClock.now
        /// When the running cell should have stopped.
        var deadline: ContinuousClock.Instant?
        var stopped: RunStatus?
        var outputs = CellOutputs()
        var saveError: OutputError?
    }

    /// - Parameters:
    ///   - folder: where to write; nil to write nothing.
    ///   - observer: hears what happens, on the thread it happens on.
    public init(
        document: Document, parameters: Parameters, evaluator: any CellEvaluator, options: RunOptions = RunOptions(),
        folder: OutputFolder?, provenance: Provenance, observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.document = document
        self.parameters = parameters
        self.evaluator = evaluator
        self.options = options
        self.observer = observer
        saver = folder.map { RunSaver(folder: $0, document: document) }
        if let folder { evaluator.filesFolder = folder.filesPath }
        state = Mutex(State(record: Self.blank(document, parameters, options, provenance)))
    }

    /// The first thing the disk refused; what was written before stands.
    public var saveError: OutputError? { state.withLock { $0.saveError } }

    /// Runs the notebook and gives its record.
    public func run() -> RunRecord {
        do {
            try saver?.prepare()
        } catch {
            state.withLock { $0.saveError = error }
            return finish()
        }
        observer(.started(cellCount: document.cells.count))
        evaluator.seed = seed
        evaluator.onEvent = { [unowned self] event in self.heard(event) }
        expect(from: 0)
        let selected = options.selection(of: document)
        for (index, cell) in document.cells.enumerated() {
            if state.withLock({ $0.stopped != nil || $0.saveError != nil }) { break }
            guard selected[index] else {
                skip(index, cell, "not selected")
                continue
            }
            let goesOn = run(cell, at: index)
            save()
            if !goesOn, !options.keepsGoing { break }
        }
        return finish()
    }

    /// Asks the run to end: the running cell stops at its next poll, the rest does not run.
    public func stop(_ reason: RunStatus) {
        state.withLock { if $0.stopped == nil { $0.stopped = reason } }
        evaluator.stop()
    }

    /// When the running cell should have stopped, if it has a limit.
    public var deadline: ContinuousClock.Instant? { state.withLock { $0.current == nil ? nil : $0.deadline } }

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
        try? saver?.save(record)
        return record
    }

    private func save() {
        guard let saver else { return }
        let record = state.withLock { state in
            state.settle(final: false, process: evaluator.processID)
            return state.record
        }
        do {
            try saver.save(record)
        } catch {
            state.withLock { if $0.saveError == nil { $0.saveError = error } }
        }
    }

    private func finish() -> RunRecord {
        let record = state.withLock { state in
            state.current = nil
            state.settle(final: true, process: evaluator.processID)
            return state.record
        }
        if saveError == nil {
            do { try saver?.save(record) } catch { state.withLock { $0.saveError = error } }
        }
        observer(.finished(record))
        return record
    }

    private static func blank(
        _ document: Document, _ parameters: Parameters, _ options: RunOptions, _ provenance: Provenance
    ) -> RunRecord {
        RunRecord(
            notebook: document.path, title: document.title, started: utcNow(),
            seed: options.seed ?? document.frontMatter.seed,
            params: Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value) }),
            cells: document.cells.map { CellRecord(id: $0.id, line: $0.fenceLine) }, provenance: provenance,
            fingerprint: RunRecord.fingerprint(of: document.text))
    }

    /// The time in UTC as ISO 8601 writes it; without Foundation's formatters, which take longer to load than a small cell to run.
    private static func utcNow() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }
}
