/// What `avts-nb test` says of each cell of a run.
public struct DocumentTest: Sendable {
    public enum Verdict: Sendable, Equatable {
        case passed
        case skipped(String)
        /// It failed, or did not fail as it should: the error as text.
        case failed(String)
        /// It ran, and a check or the expected output did not hold: each reason.
        case broken([String])
    }

    public let cells: [(cell: Cell, verdict: Verdict)]

    public init(document: Document, record: RunRecord) {
        cells = zip(document.cells, record.cells).map { cell, ran in
            let absent = (record.phrases ?? []).compactMap { phrase in
                phrase.cell ?? document.cells.first?.id == cell.id ? phrase.error?.text : nil
            }
            if !absent.isEmpty, ran.status.isFinished { return (cell, .failed(absent.joined(separator: "\n"))) }
            switch ran.status {
            case .skipped: return (cell, .skipped(ran.note ?? "skipped"))
            case .notRun, .running: return (cell, .skipped("not run"))
            case .failed, .timeout, .interrupted: return (cell, .failed(ran.error?.text ?? ran.status.rawValue))
            case .ok, .expectedFailure: break
            }
            var reasons = record.checks.filter { $0.cell == cell.id && !$0.passed }.map {
                "\(cell.file(in: document)):\($0.line): check did not hold: \($0.message)"
            }
            if let expected = document.expectedOutput(of: cell.id) {
                let place = "\(document.path):\(expected.fenceLine)"
                if !expected.matches(ran.text) {
                    reasons.append(
                        "\(place): the output is not the expected one (- expected, + printed)\n"
                            + expected.matcher.difference(ran.text, expected.text))
                }
                if let comparison = ran.comparison, !comparison.holds { reasons.append("\(place): \(comparison.text)") }
            }
            return (cell, reasons.isEmpty ? .passed : .broken(reasons))
        }
    }

    public var passed: Int { cells.count { $0.verdict == .passed } }
    public var skipped: Int { cells.count { if case .skipped = $0.verdict { true } else { false } } }
    public var failed: Int { cells.count - passed - skipped }

    /// The exit code for a run that ended with `status`: 2 when only checks or outputs did not hold.
    public func exitCode(after status: RunStatus) -> Int32 {
        guard status == .ok || status == .checksFailed else { return status.exitCode }
        return failed > 0 ? 2 : 0
    }
}
