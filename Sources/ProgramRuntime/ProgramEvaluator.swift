import Foundation
import Notebook
import Synchronization
import Work

/// The cells of a program as the runner sees them.
final class ProgramEvaluator: CellEvaluator {
    var onEvent: (ReportEvent) -> Void = { _ in }
    var seed: UInt64 = 0
    var filesFolder: String?
    private let turns: CellTurns
    private var parameters: [String: String] = [:]
    private var secrets = Secrets()
    private let stopping = Mutex<StoppedProgram?>(nil)

    init(_ turns: CellTurns) { self.turns = turns }

    var processID: Int32? { getpid() }

    /// Errors that nobody catches, on the main thread, end here.
    func attach() { UncaughtErrors.take { [turns] error in turns.fail(error) } }

    func define(_ parameters: Parameters) throws(CellFailure) {
        secrets = Secrets(parameters.secrets)
        self.parameters = Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value.text) })
    }

    func evaluate(_ source: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure) {
        become(place, deadline)
        _ = try ask(.run(cell: place.id), place)
    }

    func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool? {
        become(place, nil)
        return try ask(.truth(cell: place.id), place)
    }

    func text(
        of expression: String, at place: CellPlace, until deadline: ContinuousClock.Instant?
    ) throws(CellFailure) -> String {
        let told = Mutex("")
        let hear = onEvent
        onEvent = { event in
            if case .record("", .text(let text), _) = event { told.withLock { $0 = text } } else { hear(event) }
        }
        defer { onEvent = hear }
        become(place, deadline)
        _ = try ask(.run(cell: place.id), place)
        return told.withLock { $0 }
    }

    func stop() { stopping.withLock { $0 = $0 ?? StoppedProgram(isDeadline: false) } }

    func diagnose(_ cells: [(source: String, place: CellPlace)]) -> [CellDiagnostic] { [] }

    /// Surrounds the code of the main thread with what belongs to a cell.
    private func become(_ place: CellPlace, _ deadline: ContinuousClock.Instant?) {
        nonisolated(unsafe) let hear = onEvent
        let secrets = secrets
        let stopped = { @Sendable [self] in stopping.withLock { $0 } }
        Work.become(
            WorkContext(
                seed: seed, cell: place.id, files: filesFolder, parameters: parameters,
                interruption: {
                    if let reason = stopped() { return reason }
                    return deadline.map { ContinuousClock.now >= $0 } == true ? StoppedProgram(isDeadline: true) : nil
                }, hear: { hear(secrets.masked($0)) }))
    }

    private func ask(_ request: CellTurns.Request, _ place: CellPlace) throws(CellFailure) -> Bool {
        do { return try turns.ask(request) } catch {
            let stopped = error as? StoppedProgram
            let name = error is TrappedCell ? TrappedCell.name : String(describing: type(of: error))
            let message = secrets.masked("\(error)")
            throw CellFailure(
                kind: stopped.map { $0.isDeadline ? .deadline : .interrupted } ?? .failed,
                name: stopped.map { $0.isDeadline ? "Deadline" : "Interrupted" } ?? name, message: message,
                line: place.firstLine,
                text: "\(place.file):\(place.firstLine) (cell \(place.id)): error: \(message)")
        }
    }
}

extension ProgramEvaluator: @unchecked Sendable {}

/// Why a program's work stops before its end.
struct StoppedProgram: Error, CustomStringConvertible {
    let isDeadline: Bool
    var description: String { isDeadline ? "the time is up" : "interrupted" }
}
