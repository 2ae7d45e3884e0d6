import Files
import Foundation

/// One cell of a run, from its limits to its verdict.
extension Runner {
    var seed: UInt64 { options.seed ?? document.frontMatter.seed }

    /// `params` is a value of the language itself: its fields are typed and completed like any other's.
    ///
    /// Their source is right, but a disk may be full, a compiler missing, a session gone, or a person in a hurry.
    func defineParameters() throws(CellFailure) {
        if isDefined { return }
        if !document.frontMatter.parameters.isEmpty { try evaluator.define(parameters) }
        isDefined = true
    }

    /// Runs one cell; false when the run should not go on.
    func run(_ cell: Cell, at index: Int) -> Bool {
        if cell.attributes.isSkipped {
            skip(index, cell, "skip")
            return true
        }
        begin(index, cell)
        evaluator.seed = cell.attributes.seed ?? seed
        var failure: CellFailure?
        do {
            try defineParameters()
            if let condition = cell.attributes.condition {
                switch try evaluator.truth(of: condition, at: place(of: cell, line: cell.fenceLine)) {
                case true?: expect(from: index, afterCondition: true)
                case false?:
                    expect(from: index + 1)
                    state.withLock { $0.current = nil }
                    skip(index, cell, "if=\(condition)")
                    return true
                case nil:
                    let message = "`if=\(condition)` is not true or false"
                    let error = ErrorRecord(name: "TypeError", message: message, line: cell.fenceLine, text: message)
                    return end(index, cell, (.failed, error))
                }
            }
            evaluator.keepsOutcome = options.usesCache && cell.attributes.caches ?? true
            evaluator.measuresLayers = options.measuresLayers
            defer { (evaluator.keepsOutcome, evaluator.measuresLayers) = (false, false) }
            try evaluator.evaluate(cell.source, at: place(of: cell, line: cell.firstLine), until: state.withLock { $0.deadline })
        } catch {
            failure = error
        }
        // The process that comes after it knows no parameter.
        if failure?.losesNames == true { isDefined = false }
        return end(index, cell, CellVerdict.of(failure, cell: cell))
    }

    /// Tells the evaluator what comes, up to the next condition: what follows hangs on how that turns out.
    func expect(from index: Int, afterCondition isMet: Bool = false) {
        let selected = options.selection(of: document)
        var steps: [ExpectedStep] = isDefined || document.frontMatter.parameters.isEmpty ? [] : [.parameters(parameters)]
        if index == 0, !isMet { steps += phraseSteps(after: -1) }
        for (number, cell) in cells.enumerated().dropFirst(index) where selected[number] && !cell.attributes.isSkipped {
            if let condition = cell.attributes.condition, !(isMet && number == index) {
                steps.append(.truth(of: condition, place(of: cell, line: cell.fenceLine)))
                break
            }
            steps.append(.cell(source: cell.source, place(of: cell, line: cell.firstLine)))
            steps += phraseSteps(after: number)
        }
        evaluator.expect(steps)
    }

    func place(of cell: Cell, line: Int) -> CellPlace { CellPlace(id: cell.id, file: cell.file(in: document), firstLine: line) }

    private func begin(_ index: Int, _ cell: Cell) {
        state.withLock { state in
            state.current = index
            state.cellBegan = .now
            state.record.cells[index].status = .running
            state.outputs = CellOutputs(cell: cell)
            state.live = [:]
            state.pace.change()
            let limits = [
                (options.timeout ?? document.frontMatter.timeout).map { state.began + .seconds($0) },
                (cell.attributes.timeout ?? options.cellTimeout).map { state.cellBegan + .seconds($0) },
            ]
            state.deadline = limits.compactMap(\.self).min()
        }
        tell(.cellStarted(index: index, cell: cell))
    }

    func skip(_ index: Int, _ cell: Cell, _ note: String) {
        let record = state.withLock { state in
            state.record.cells[index].status = .skipped
            // What an earlier run made of it is shown, and says so.
            if state.record.cells[index].from == nil { state.record.cells[index].note = note }
            state.pace.change()
            return state.record.cells[index]
        }
        tell(.cellFinished(index: index, cell: cell, record: record))
    }

    private func end(_ index: Int, _ cell: Cell, _ verdict: (status: CellRecord.Status, error: ErrorRecord?)) -> Bool {
        let live = state.withLock { $0.live.sorted { $0.key < $1.key }.map(\.value) }
        for (output, forms) in live { tell(.display(output, forms)) }
        let (ended, goesOn) = state.withLock { state in
            let (status, error) = verdict
            state.close(index, as: status)
            if status.isFinished { state.record.cells[index].progress = nil }
            if status == .ok {
                let looked = evaluator.looked.map { ($0, FileStamp(of: $0)) }
                state.traces[cell.id] = CellTrace(changed: evaluator.changed, looked: Dictionary(uniqueKeysWithValues: looked))
            }
            if status == .ok, state.record.cells[index].note == nil, let reason = evaluator.unkept {
                state.record.cells[index].uncached = reason
            }
            state.record.cells[index].error = error
            state.pace.change()
            if status == .timeout, state.pastRunDeadline(options.timeout ?? document.frontMatter.timeout) {
                state.stopped = .timeout
            }
            // An interrupt that nobody asked the runner for came through the session itself.
            if status == .interrupted, state.stopped == nil { state.stopped = .interrupted }
            return (state.record.cells[index], status == .ok || status == .expectedFailure)
        }
        let record = compared(ended, at: index)
        tell(.cellFinished(index: index, cell: cell, record: record))
        let isFirst = state.withLock { state in
            defer { state.hasFinished = state.hasFinished || record.status.isFinished }
            return record.status.isFinished && !state.hasFinished
        }
        do throws(OutputError) { try saver?.finished(record) } catch { state.withLock { $0.saveError = $0.saveError ?? error } }
        save(isUrgent: isFirst || state.withLock { $0.pace.hasFailed })
        return goesOn
    }

    /// The record with its figure held against the accepted one, if there is one and the run compares.
    private func compared(_ record: CellRecord, at index: Int) -> CellRecord {
        guard options.comparesFigures, record.status.isFinished, let saver,
            let expected = document.expectedOutput(of: record.id), let figure = expected.figure
        else { return record }
        let path = URL(fileURLWithPath: document.path).deletingLastPathComponent().appendingPathComponent(figure).path
        let accepted = try? RegularFile.contents(path, limit: 1 << 28)
        do throws(OutputError) {
            let comparison = try FigureComparison(
                expected, of: record, accepted: accepted, read: saver.contents, write: saver.write(_:to:))
            return state.withLock { state in
                state.record.cells[index].comparison = comparison
                return state.record.cells[index]
            }
        } catch {
            state.withLock { $0.saveError = $0.saveError ?? error }
            return record
        }
    }
}
