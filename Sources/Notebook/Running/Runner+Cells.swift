import Script

/// One cell of a run, from its limits to its verdict.
extension Runner {
    var seed: UInt64 { options.seed ?? document.frontMatter.seed }

    private func identity(_ cell: Cell) -> CellIdentity {
        CellIdentity(id: cell.id, file: document.path, firstLine: cell.firstLine)
    }

    /// `params` is a struct of the language itself: its fields are typed and completed like any other's.
    func defineParameters() {
        guard !document.frontMatter.parameters.isEmpty else { return }
        let cell = CellIdentity(id: "params", file: document.path, firstLine: 1)
        do {
            try session.evaluate(parameters.swiftSource, cell: cell)
        } catch {
            preconditionFailure("the parameters' own source must run: \(error.rendered())")
        }
    }

    /// Runs one cell; false when the run should not go on.
    func run(_ cell: Cell, at index: Int) -> Bool {
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

    func skip(_ index: Int, _ cell: Cell, _ note: String) {
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
}
