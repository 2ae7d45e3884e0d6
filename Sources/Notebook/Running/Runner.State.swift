import Work

extension Runner.State {
    /// Marks the running cell as ended.
    mutating func close(_ index: Int, as status: CellRecord.Status) {
        outputs.flush(to: &record.cells[index])
        record.cells[index].status = status
        record.cells[index].seconds = (ContinuousClock.now - cellBegan).seconds
        current = nil
    }

    func pastRunDeadline(_ limit: Double?) -> Bool {
        limit.map { (ContinuousClock.now - began).seconds >= $0 } ?? false
    }

    /// Brings status and time up to date; `final` says that no more cells will run.
    mutating func settle(final: Bool, process: Int32?) {
        record.seconds = (ContinuousClock.now - began).seconds
        record.provenance.peakMemory = process.flatMap(Provenance.peakMemory) ?? record.provenance.peakMemory
        guard final else { return }
        if let process, record.run != nil { record.provenance.libraries = LibraryVersions.of(process) }
        let statuses = record.cells.map(\.status)
        record.status =
            if let stopped {
                stopped
            } else if statuses.contains(.interrupted) {
                .interrupted
            } else if statuses.contains(.timeout) {
                .timeout
            } else if saveError != nil || statuses.contains(.failed)
                || record.phrases?.contains(where: { $0.error != nil }) == true
            {
                .failed
            } else if record.checks.contains(where: { !$0.passed })
                || record.cells.contains(where: { $0.comparison?.holds == false })
            {
                .checksFailed
            } else {
                .ok
            }
        record.exitCode = saveError == nil ? Int(record.status.exitCode) : 73
    }
}

extension Duration {
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// What the end of a cell means.
enum CellVerdict {
    static func of(_ failure: CellFailure?, cell: Cell) -> (CellRecord.Status, ErrorRecord?) {
        let attributes = cell.attributes
        guard let failure else {
            guard let expected = attributes.raises else { return (.ok, nil) }
            let message = "the cell should have failed with \(expected), and did not fail"
            return (.failed, ErrorRecord(name: "NoError", message: message, line: cell.fenceLine, text: message))
        }
        var error = ErrorRecord(name: failure.name, message: failure.message, line: failure.line, text: failure.text)
        switch failure.kind {
        case .interrupted: return (.interrupted, error)
        case .deadline where attributes.raises != failure.name: return (.timeout, error)
        default: break
        }
        if let expected = attributes.raises {
            if expected == failure.name { return (.expectedFailure, error) }
            error.message = "the cell should have failed with \(expected), and failed with \(failure.name): \(failure.message)"
            error.text = error.message + "\n" + error.text
            return (.failed, error)
        }
        return (attributes.allowsError ? .expectedFailure : .failed, error)
    }
}

extension ResultRecord {
    init(_ value: ReportedValue, unit: String?, cell: String) {
        self.init(value: ResultValue(value), unit: unit, cell: cell)
        if case .numbers(let numbers) = value { values = numbers.map { .number($0) } }
    }
}

extension ResultValue {
    init(_ value: ReportedValue) {
        self =
            switch value {
            case .number(let number): .number(number)
            case .numbers(let numbers): .number(ReportedValue.mean(numbers))
            case .text(let text): .text(text)
            case .truth(let truth): .truth(truth)
            }
    }
}
