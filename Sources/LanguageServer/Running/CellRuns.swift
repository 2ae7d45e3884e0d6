import CellCompiler
import Files
import Foundation
import Notebook
import NotebookSession
import Session
import Work

/// Runs cells of one notebook, on a session that stays from one run to the next. Runs take turns, in the order in which they were asked for.
final class CellRuns: Sendable {
    private let worker = Worker()
    private let stage: Stage

    /// - Parameters:
    ///   - makeSession: begins a session for a notebook.
    ///   - figures: the folder of pictures that cells make.
    init(figures: String, makeSession: @escaping SessionMaker) { stage = Stage(figures: figures, makeSession: makeSession) }

    /// Runs cells in order, up to the first that fails; tells what happens as it happens, and ends when the last has.
    func run(_ cells: [Cell], of reading: DocumentReading, path: String, ticket: RunTicket) -> AsyncStream<RunEvent> {
        let (stream, told) = AsyncStream.makeStream(of: RunEvent.self)
        Task {
            await worker.run { [stage] in stage.run(cells, of: reading, path: path, ticket) { told.yield($0) } }
            ticket.ended()
            told.finish()
        }
        return stream
    }

    /// Forgets what the cells declared; the next run begins anew.
    func restart() async { await worker.run { [stage] in stage.session = nil } }

    /// What the worker's thread has.
    private final class Stage: @unchecked Sendable {
        var session: CellSession? { didSet { defined = nil } }
        private let makeSession: SessionMaker
        private let figures: String
        private var pictures = 0
        /// The parameters that the session knows.
        private var defined: Parameters?

        init(figures: String, makeSession: @escaping SessionMaker) { (self.figures, self.makeSession) = (figures, makeSession) }

        func run(
            _ cells: [Cell], of reading: DocumentReading, path: String, _ ticket: RunTicket,
            tell: @escaping @Sendable (RunEvent) -> Void
        ) {
            do {
                for cell in cells {
                    if ticket.isCancelled { break }
                    tell(.began(cell))
                    let began = ContinuousClock.now
                    var hearing = CellHearing(cell, figures: figures, pictures: pictures)
                    var result = CellResult(source: cell.source, status: .ok, seconds: 0)
                    do {
                        let session = try session(for: reading, path: path, tell)
                        ticket.began(on: session)
                        try define(reading, on: session, path: path)
                        session.seed = cell.attributes.seed ?? reading.frontMatter.seed
                        if cell.attributes.isSkipped {
                            result.status = .skipped
                        } else if try isMet(cell, on: session, path: path) {
                            session.onEvent = { for told in hearing.heard($0) { tell(told) } }
                            defer { session.onEvent = { _ in } }
                            try session.evaluate(
                                CellText(cell.source, id: cell.id, file: cell.origin?.path ?? path, firstLine: cell.firstLine),
                                limit: cell.attributes.timeout)
                        } else {
                            result.status = .skipped
                        }
                        if result.status == .ok, let expected = cell.attributes.raises {
                            result.status = .failed
                            result.failures = [
                                .init(
                                    cell: cell.id, source: cell.source, line: 1, column: nil, name: "NoError",
                                    message: "the cell should have failed with \(expected), and did not fail")
                            ]
                        }
                    } catch { (result.status, result.failures) = verdict(error, of: cell, among: reading.cells) }
                    pictures = hearing.pictures
                    result.seconds = (ContinuousClock.now - began) / .seconds(1)
                    result.value = hearing.value
                    result.failures += hearing.failures
                    tell(.ended(cell, result))
                    if result.status == .failed || result.status == .interrupted { break }
                }
            }
        }

        private func session(for reading: DocumentReading, path: String, _ tell: (RunEvent) -> Void) throws -> CellSession {
            if let session { return session }
            let made = try makeSession(path, reading)
            if let notice = made.sandboxNotice { tell(.notice(notice)) }
            session = made
            return made
        }

        /// Cells read the values of the front matter; others than before are defined anew.
        private func define(_ reading: DocumentReading, on session: CellSession, path: String) throws {
            let declared = reading.frontMatter.parameters
            if declared.isEmpty { return }
            let parameters = try Parameters(declared: declared, assignments: [])
            if parameters == defined { return }
            try session.define(parameters)
            defined = parameters
        }

        private func isMet(_ cell: Cell, on session: CellSession, path: String) throws -> Bool {
            guard let condition = cell.attributes.condition else { return true }
            let place = CellPlace(id: cell.id, file: cell.origin?.path ?? path, firstLine: cell.fenceLine)
            if let truth = try session.truth(of: condition, at: place) { return truth }
            throw CellFailure(
                name: "TypeError", message: "`if=\(condition)` is not true or false", line: cell.fenceLine, text: "")
        }

        /// What an error says of its cell: one that has to fail so has done well.
        private func verdict(_ error: any Error, of cell: Cell, among cells: [Cell]) -> (CellResult.Status, [CellResult.Failure])
        {
            var (name, message, line, column, id) = ("ToolchainError", "\(error)", cell.firstLine, Int?.none, cell.id)
            var isInterrupted = false
            switch error {
            case let error as CellError:
                (name, line, column, id) = (error.name, error.line, error.column, error.cell)
                message = ([error.message] + [error.remedy].compactMap(\.self) + error.notes).joined(separator: "\n")
                isInterrupted = error.kind == .interrupted
                if error.kind == .sessionLost { session = nil }
            case let error as CellFailure:
                (name, message, line) = (error.name, error.message, error.line)
                if error.losesNames { session = nil }
            case let error as ParameterErrors:
                (name, message) = ("Parameters", error.description)
            default: break
            }
            if isInterrupted { return (.interrupted, []) }
            if cell.attributes.raises == name || cell.attributes.allowsError && cell.attributes.raises == nil { return (.ok, []) }
            // The innermost call may be of an earlier cell's function.
            let place = cells.first { $0.id == id } ?? cell
            return (
                .failed,
                [
                    .init(
                        cell: place.id, source: place.source, line: max(1, line - place.firstLine + 1), column: column,
                        name: name,
                        message: message)
                ]
            )
        }
    }
}

/// Begins a session for the notebook at a path.
package typealias SessionMaker = @Sendable (_ path: String, _ reading: DocumentReading) throws -> CellSession

/// Where the modules lie that a notebook's cells may import, those of its packages among them.
package typealias FolderFinder = @Sendable (_ path: String, _ reading: DocumentReading) -> ModuleFolders
