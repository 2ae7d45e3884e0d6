import Foundation
import Notebook
import Script
import Work

import struct Work.ProgressReport
import enum Work.Representation

/// The interpreter of cells as a runner sees it.
final class InterpretedEvaluator: CellEvaluator {
    let session: Session

    init(_ session: Session) {
        self.session = session
        session.buffersOutput = false
    }

    var onEvent: (ReportEvent) -> Void = { _ in } {
        didSet { session.onEvent = { [onEvent] event in onEvent(ReportEvent(event)) } }
    }
    var seed: UInt64 {
        get { session.seed }
        set { session.seed = newValue }
    }
    var filesFolder: String? {
        get { session.filesFolder }
        set { session.filesFolder = newValue }
    }

    func define(_ parameters: Parameters) throws(CellFailure) {
        let place = CellPlace(id: "params", file: "parameters", firstLine: 1)
        do throws(ScriptError) { try session.evaluate(parameters.swiftSource, cell: CellIdentity(place)) } catch {
            throw CellFailure(error)
        }
    }

    func evaluate(_ source: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure) {
        session.deadline = deadline
        defer { session.deadline = nil }
        do throws(ScriptError) {
            guard let value = try session.evaluate(source, cell: CellIdentity(place)) else { return }
            onEvent(.display(session.describe(value).map(Representation.init)))
            // As at the prompt, so that what was entered there runs as a notebook.
            session.define("_", value)
        } catch { throw CellFailure(error) }
    }

    func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool? {
        do throws(ScriptError) {
            if case .bool(let holds)? = try session.evaluate(condition, cell: CellIdentity(place)) { return holds }
            return nil
        } catch { throw CellFailure(error) }
    }

    func stop() { session.interrupt() }

    func diagnose(_ cells: [(source: String, place: CellPlace)]) -> [CellDiagnostic] {
        session.check(cells.map { ($0.source, CellIdentity($0.place)) }).map {
            CellDiagnostic(isError: $0.severity == .error, text: $0.rendered())
        }
    }
}

extension CellIdentity {
    fileprivate init(_ place: CellPlace) { self.init(id: place.id, file: place.file, firstLine: place.firstLine) }
}

extension CellFailure {
    fileprivate init(_ error: ScriptError) {
        let kind: Kind =
            switch error.kind {
            case .interrupted: .interrupted
            case .deadline: .deadline
            default: .failed
            }
        self.init(kind: kind, name: error.name, message: error.message, line: error.place.fileLine, text: error.rendered())
    }
}

extension Representation {
    init(_ representation: Script.Representation) {
        self =
            switch representation {
            case .text(let text): .text(text)
            case .png(let bytes, let name): .png(Data(bytes), name: name)
            case .csv(let text, let name): .csv(text, name: name)
            case .html(let text): .html(text)
            }
    }
}

extension ReportEvent {
    init(_ event: SessionEvent) {
        self =
            switch event {
            case .output(let text): .output(text)
            case .display(let forms): .display(forms.map(Representation.init))
            case .record(let name, .number(let number), let unit): .record(name: name, value: .number(number), unit: unit)
            case .record(let name, .text(let text), let unit): .record(name: name, value: .text(text), unit: unit)
            case .record(let name, .truth(let truth), let unit): .record(name: name, value: .truth(truth), unit: unit)
            case .check(let passed, let message, let place): .check(passed: passed, message: message, line: place.fileLine)
            case .progress(let report):
                .progress(ProgressReport(report))
            }
    }
}

extension ProgressReport {
    init(_ report: Script.ProgressReport) {
        self.init(label: report.label, fraction: report.fraction, detail: report.detail, secondsLeft: report.secondsLeft)
    }
}
