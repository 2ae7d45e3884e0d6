import Work

/// What a running cell says, into its record and on to the observer.
extension Runner {
    func heard(_ event: ReportEvent) {
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
                    return .display(
                        try state.outputs.add(representations, to: &state.record.cells[current], saver: saver), representations)
                } catch {
                    state.saveError = error as? OutputError
                    return nil
                }
            case .record(let name, let value, let unit):
                state.record.results[name] = ResultRecord(value: ResultValue(value), unit: unit, cell: cell.id)
                return nil
            case .check(let passed, let message, let line):
                let check = CheckRecord(passed: passed, message: message, cell: cell.id, line: line)
                state.record.checks.append(check)
                return .check(check)
            case .progress(let report): return .progress(report)
            case .reused: return nil
            }
        }
        if let heard { observer(heard) }
    }
}
