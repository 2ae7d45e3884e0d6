import Foundation
import SessionProtocol
import Work

/// Values that nobody may read in what a session says: they are dotted out wherever they stand as they are.
public struct Secrets: Sendable {
    /// What stands in place of one.
    public static let dots = "•••"
    /// Shorter ones would dot out ordinary words.
    private static let shortest = 4
    private let values: [String]

    public init(_ values: [String] = []) {
        // The longest first, for one may hold another.
        self.values = values.filter { $0.count >= Self.shortest }.sorted { $0.utf8.count > $1.utf8.count }
    }

    public func masked(_ text: String) -> String { values.reduce(text) { $0.replacing($1, with: Self.dots) } }

    func masked(_ event: ReportEvent) -> ReportEvent {
        if values.isEmpty { return event }
        switch event {
        case .output(let text): return .output(masked(text))
        case .display(let forms): return .display(forms.map(masked))
        case .record(let name, .text(let text), let unit): return .record(name: name, value: .text(masked(text)), unit: unit)
        case .record: return event
        case .check(let passed, let message, let line): return .check(passed: passed, message: masked(message), line: line)
        case .progress(var report):
            (report.label, report.detail) = (masked(report.label), masked(report.detail))
            return .progress(report)
        case .reused(var reuse):
            reuse.what = masked(reuse.what)
            return .reused(reuse)
        }
    }

    private func masked(_ form: Representation) -> Representation {
        switch form {
        case .text(let text): .text(masked(text))
        case .csv(let text, let name): .csv(masked(text), name: name)
        case .html(let text): .html(masked(text))
        case .svg, .png: form
        }
    }

    func masked(_ error: CellError) -> CellError {
        if values.isEmpty { return error }
        var error = error
        error.message = masked(error.message)
        error.remedy = error.remedy.map(masked)
        error.caret = masked(error.caret)
        error.trace = error.trace.map(masked)
        return error
    }

    func masked(_ variable: VariableSummary) -> VariableSummary {
        var variable = variable
        variable.value = masked(variable.value)
        return variable
    }
}
