import Foundation
import Script
import Synchronization

/// Runs the cells of a document in order, on one session, and saves what they make after every cell.
///
/// ``run()`` blocks and is called on a thread of its own; ``stop(_:)`` and ``abandon(_:)`` may be called from any other.
public final class Runner: Sendable {
    public let document: Document
    public let parameters: Parameters
    public let options: RunOptions
    let session: Session
    private let saver: RunSaver?
    private let observer: @Sendable (RunEvent) -> Void
    private let state: Mutex<State>

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
        document: Document, parameters: Parameters, session: Session, options: RunOptions = RunOptions(),
        folder: OutputFolder?, provenance: Provenance, observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.document = document
        self.parameters = parameters
        self.session = session
        self.options = options
        self.observer = observer
        saver = folder.map { RunSaver(folder: $0, document: document) }
        if let folder { session.filesFolder = folder.filesPath }
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
        session.seed = seed
        // What is printed before a long call must be seen before it.
        session.buffersOutput = false
        session.onEvent = { [unowned self] event in self.heard(event) }
        defineParameters()
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
        session.interrupt()
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
            state.settle(final: true)
            return state.record
        }
        try? saver?.save(record)
        return record
    }

    // MARK: - Cells

    private var seed: UInt64 { options.seed ?? document.frontMatter.seed }

    private func identity(_ cell: Cell) -> CellIdentity {
        CellIdentity(id: cell.id, file: document.path, firstLine: cell.firstLine)
    }

    /// `params` is a struct of the language itself: its fields are typed and completed like any other's.
    private func defineParameters() {
        guard !document.frontMatter.parameters.isEmpty else { return }
        let cell = CellIdentity(id: "params", file: document.path, firstLine: 1)
        do {
            try session.evaluate(parameters.swiftSource, cell: cell)
        } catch {
            preconditionFailure("the parameters' own source must run: \(error.rendered())")
        }
    }

    /// Runs one cell; false when the run should not go on.
    private func run(_ cell: Cell, at index: Int) -> Bool {
        if cell.attributes.isSkipped {
            skip(index, cell, "skip")
            return true
        }
        begin(index, cell)
        session.seed = cell.attributes.seed ?? seed
        session.deadline = state.withLock { $0.deadline }
        var failure: ScriptError?
        do {
            if let condition = cell.attributes.condition {
                switch try holds(condition, of: cell) {
                case true?: break
                case false?:
                    state.withLock { $0.current = nil }
                    skip(index, cell, "if=\(condition)")
                    return true
                case nil:
                    let message = "`if=\(condition)` is not true or false"
                    let error = ErrorRecord(name: "TypeError", message: message, line: cell.fenceLine, text: message)
                    return end(index, cell, (.failed, error))
                }
            }
            if let value = try session.evaluate(cell.source, cell: identity(cell)) {
                heard(.display(session.describe(value)))
                // As at the prompt, so that what was entered there runs as a notebook.
                session.define("_", value)
            }
        } catch {
            failure = error
        }
        return end(index, cell, CellVerdict.of(failure, cell: cell))
    }

    /// The truth of a condition; nil when it is something else.
    private func holds(_ condition: String, of cell: Cell) throws(ScriptError) -> Bool? {
        let place = CellIdentity(id: cell.id, file: document.path, firstLine: cell.fenceLine)
        if case .bool(let holds)? = try session.evaluate(condition, cell: place) { return holds }
        return nil
    }

    private func begin(_ index: Int, _ cell: Cell) {
        state.withLock { state in
            state.current = index
            state.cellBegan = .now
            state.record.cells[index].status = .running
            state.outputs = CellOutputs(cell: cell)
            let limits = [
                (options.timeout ?? document.frontMatter.timeout).map { state.began + .seconds($0) },
                (cell.attributes.timeout ?? options.cellTimeout).map { state.cellBegan + .seconds($0) },
            ]
            state.deadline = limits.compactMap(\.self).min()
        }
        observer(.cellStarted(index: index, cell: cell))
    }

    private func skip(_ index: Int, _ cell: Cell, _ note: String) {
        let record = state.withLock { state in
            state.record.cells[index].status = .skipped
            state.record.cells[index].note = note
            return state.record.cells[index]
        }
        observer(.cellFinished(index: index, cell: cell, record: record))
    }

    private func end(_ index: Int, _ cell: Cell, _ verdict: (status: CellRecord.Status, error: ErrorRecord?)) -> Bool {
        let (record, goesOn) = state.withLock { state in
            let (status, error) = verdict
            state.close(index, as: status)
            state.record.cells[index].error = error
            if status == .timeout, state.pastRunDeadline(options.timeout ?? document.frontMatter.timeout) {
                state.stopped = .timeout
            }
            // An interrupt that nobody asked the runner for came through the session itself.
            if status == .interrupted, state.stopped == nil { state.stopped = .interrupted }
            return (state.record.cells[index], status == .ok || status == .expectedFailure)
        }
        observer(.cellFinished(index: index, cell: cell, record: record))
        return goesOn
    }

    // MARK: - Events

    private func heard(_ event: SessionEvent) {
        let heard: RunEvent? = state.withLock { state in
            guard let current = state.current else { return nil }
            let cell = document.cells[current]
            switch event {
            case .output(let text):
                state.outputs.add(text, to: &state.record.cells[current])
                return .output(text)
            case .display(let representations):
                let saver = state.saveError == nil ? saver : nil
                do {
                    return .display(try state.outputs.add(representations, to: &state.record.cells[current], saver: saver))
                } catch {
                    state.saveError = error as? OutputError
                    return nil
                }
            case .record(let name, let value, let unit):
                state.record.results[name] = ResultRecord(value: ResultValue(value), unit: unit, cell: cell.id)
                return nil
            case .check(let passed, let message, let place):
                let check = CheckRecord(passed: passed, message: message, cell: cell.id, line: place.fileLine)
                state.record.checks.append(check)
                return .check(check)
            case .progress(let label, let fraction, let detail):
                return .progress(label: label, fraction: fraction, detail: detail)
            }
        }
        if let heard { observer(heard) }
    }

    private func save() {
        guard let saver else { return }
        let record = state.withLock { state in
            state.settle(final: false)
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
            state.settle(final: true)
            return state.record
        }
        session.deadline = nil
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
