import Files
import Foundation
import Synchronization
import Work

/// Runs the cells of a document in order, on one session, and saves what they make as they go.
///
/// ``run()`` blocks and is called on a thread of its own; ``stop(_:)`` and ``abandon(_:)`` may be called from any other.
public final class Runner: @unchecked Sendable {
    public let document: Document
    /// Those of the document, gathered once.
    let cells: [Cell]
    /// The values within prose, and by the cell that they follow where they stand among them; -1 before them all.
    let phrases: [Phrase]
    let phrasesAfter: [Int: [Int]]
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
        /// What the running cell shows in place, as it is now.
        var live: [String: (output: OutputRecord, forms: [Representation])] = [:]
        var saveError: OutputError?
        var pace = SavePace()
        /// Whether a cell has come to the end that it should.
        var hasFinished = false
        /// What cells did beside what they reported, by id.
        var traces: [String: CellTrace] = [:]
    }

    /// - Parameters:
    ///   - folder: where to write; nil to write nothing.
    ///   - observer: hears what happens, on the thread it happens on.
    public init(
        document: Document, parameters: Parameters, evaluator: any CellEvaluator, options: RunOptions = RunOptions(),
        folder: OutputFolder?, provenance: Provenance, observer: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.document = document
        cells = document.cells
        phrases = document.phrases
        phrasesAfter = Dictionary(grouping: phrases.indices) { [phrases] in document.cell(before: phrases[$0]) ?? -1 }
        self.parameters = parameters
        self.evaluator = evaluator
        self.options = options
        self.observer = observer
        saver = folder.map { RunSaver(output: $0, document: document, options: options) }
        if let folder { evaluator.filesFolder = folder.filesPath }
        state = Mutex(State(record: Self.blank(document, parameters, options, provenance)))
    }

    /// The first thing the disk refused; what was written before stands.
    public var saveError: OutputError? { state.withLock { $0.saveError } }

    /// What each cell that came to its end did beside what it reported.
    public var traces: [String: CellTrace] { state.withLock { $0.traces } }

    /// The record as `run.json` holds it; nil before it was written.
    public var savedRecord: RunRecord? { saver?.last }

    /// Runs the notebook and gives its record.
    public func run() -> RunRecord {
        let selected = options.selection(of: document)
        do {
            try begin(unselected: zip(document.cells, selected).filter { !$1 }.map(\.0))
        } catch {
            state.withLock { $0.saveError = error }
            return finish()
        }
        let heartbeat = saver.map { _ in Heartbeat(every: options.saveEvery.lowerBound) { [unowned self] in beat() } }
        defer { heartbeat?.stop() }
        evaluator.seed = seed
        evaluator.onEvent = { [unowned self] event in self.heard(event) }
        expect(from: 0)
        let opens = tellPhrases(after: -1)
        if opens || options.keepsGoing { runCells(selected) }
        heartbeat?.stop()
        return finish()
    }

    private func runCells(_ selected: [Bool]) {
        for (index, cell) in document.cells.enumerated() {
            if state.withLock({ $0.stopped != nil || $0.saveError != nil }) { break }
            guard selected[index] else {
                skip(index, cell, "not selected")
                if options.asksAgain, state.withLock({ $0.record.cells[index].from != nil }) { _ = tellPhrases(after: index) }
                continue
            }
            let goesOn = run(cell, at: index)
            // Of a cell that was left out nothing is known.
            let isTold = !state.withLock { $0.record.cells[index].status.isFinished } || tellPhrases(after: index)
            if !goesOn || !isTold, !options.keepsGoing { break }
        }
    }

    /// Begins the run's folder, and takes over what is shown of cells that do not run.
    private func begin(unselected: [Cell]) throws(OutputError) {
        let begun = try saver?.begin(unselected: unselected)
        state.withLock { state in
            state.record.run = saver?.identity?.id
            let places = Dictionary(document.cells.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { $1 })
            for carried in begun?.carried ?? [] {
                guard let place = places[carried.record.id] else { continue }
                var record = carried.record
                record.line = state.record.cells[place].line
                state.record.cells[place] = record
                state.record.results.merge(carried.results) { $1 }
                state.record.take(carried.phrases)
            }
        }
        tell(.started(cellCount: document.cells.count, folder: saver?.identity?.path))
        for note in begun?.notes ?? [] { tell(.note(note)) }
    }

    /// Asks the run to end: the running cell stops at its next poll, the rest does not run.
    public func stop(_ reason: RunStatus) {
        state.withLock { if $0.stopped == nil { $0.stopped = reason } }
        evaluator.stop()
    }

    /// When the running cell should have stopped, if it has a limit.
    public var deadline: ContinuousClock.Instant? { state.withLock { $0.current == nil ? nil : $0.deadline } }

    private static func blank(
        _ document: Document, _ parameters: Parameters, _ options: RunOptions, _ provenance: Provenance
    ) -> RunRecord {
        RunRecord(
            notebook: document.path, title: document.title, started: RunIdentity.utc("%Y-%m-%dT%H:%M:%SZ"),
            seed: options.seed ?? document.frontMatter.seed,
            params: Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value) }),
            cells: document.cells.map { CellRecord(id: $0.id, line: $0.fenceLine, source: RunRecord.fingerprint(of: $0.source)) },
            provenance: provenance,
            phrases: document.phraseRecords,
            fingerprint: document.fingerprint)
    }
}

/// What a cell did beside what it reported.
public struct CellTrace: Sendable {
    /// Variables of earlier cells that it changed, or may have changed; nil where nobody knows.
    public let changed: [String]?
    /// Files and folders that it looked at, and how they stood when it ended.
    public let looked: [String: FileStamp]
}
