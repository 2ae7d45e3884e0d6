import Work

/// What a running cell says, into its record and on to the observer.
extension Runner {
    func heard(_ event: ReportEvent) {
        let heard: RunEvent? = state.withLock { state in
            guard let current = state.current else { return nil }
            let cell = cells[current]
            state.pace.change()
            switch event {
            case .output(let text):
                state.outputs.add(text, to: &state.record.cells[current])
                if !state.outputs.isCut, state.saveError == nil {
                    do throws(OutputError) { try saver?.log(text) } catch { state.saveError = error }
                }
                return .output(text)
            case .display(let representations), .value(let representations):
                let saver = state.saveError == nil ? saver : nil
                do throws(OutputError) {
                    return .display(
                        try state.outputs.add(representations, to: &state.record.cells[current], saver: saver), representations)
                } catch {
                    state.saveError = error
                    return nil
                }
            case .redisplay(let representations, let key):
                let saver = state.saveError == nil ? saver : nil
                do throws(OutputError) {
                    let output = try state.outputs.add(
                        representations, to: &state.record.cells[current], saver: saver, inPlaceOf: key)
                    // Told once it will not change any more.
                    state.live[key] = (output, representations)
                } catch { state.saveError = error }
                return nil
            case .clear:
                state.outputs.clear(&state.record.cells[current])
                state.live = [:]
                return nil
            case .record(let name, let value, let unit):
                state.record.results[name] = ResultRecord(value, unit: unit, cell: cell.id)
                return nil
            case .check(let passed, let message, let line):
                let check = CheckRecord(passed: passed, message: message, cell: cell.id, line: line)
                state.record.checks.append(check)
                return .check(check)
            case .progress(let report):
                state.record.cells[current].progress = ProgressRecord(
                    label: report.label, fraction: report.fraction, detail: report.detail)
                return .progress(report)
            case .reused(let reuse):
                let kept = CacheRecord(what: reuse.what, made: reuse.made, revision: reuse.revision)
                state.record.cached = (state.record.cached ?? []) + [kept]
                return .note(reuse.text)
            case .restored(let reuse):
                state.record.cells[current].note = Reuse.fromCache(reuse)
                let kept = CacheRecord(what: "cell \(cell.id)", made: reuse.made, revision: reuse.revision)
                state.record.cached = (state.record.cached ?? []) + [kept]
                return nil
            case .metrics(let series):
                guard state.saveError == nil else { return nil }
                do throws(OutputError) { try saver?.log(series) } catch { state.saveError = error }
                return nil
            case .spent(let time):
                var sum = state.record.cells[current].time ?? WorkTime()
                sum += time
                state.record.cells[current].time = sum
                return nil
            case .layers(let layers):
                state.record.cells[current].layers = layers
                return nil
            case .data(let data):
                var known = state.record.data ?? []
                if !known.contains(data) { known.append(data) }
                state.record.data = known
                return nil
            }
        }
        if let heard { tell(heard) }
    }
}
