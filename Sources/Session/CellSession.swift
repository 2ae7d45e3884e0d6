import CellCompiler
import Files
import Foundation
import SessionProtocol
import Synchronization
import Work

/// A session: cells are compiled one after the other and run in a process of their own.
///
/// Any thread may evaluate: each waits its turn. ``interrupt(_:)`` is for what is evaluated as it is called, and for nothing else.
public final class CellSession: @unchecked Sendable {
    /// Hears what cells print, show, record and check.
    public var onEvent: (ReportEvent) -> Void
    /// From it and the cell's name comes each cell's own random stream.
    public var seed: UInt64 = 0
    /// The folder of cells' own files; it need not exist.
    public var files: String?
    /// Where relative paths of the cells that come begin; nil for where the front end is.
    public var folder: String?
    public var parameters: [String: String] = [:]
    /// Where outcomes of unchanged cells are kept; nil where they are not.
    public var outcomes: OutcomeCache?
    /// Whether the cells that come are taken from there, and kept there.
    public var keepsOutcome = false
    /// Whether the layers that cells call are measured, and told of.
    public var measuresLayers = false
    /// Why nothing of the newest cell could be kept, where it was to be.
    public internal(set) var unkept: String?
    /// Variables of earlier cells that the newest cell changed, or may have changed; nil where nobody looked.
    public internal(set) var changed: [String]?
    /// Files and folders that the newest cell looked at, where somebody saw.
    public internal(set) var looked: [String] = []
    /// What is dotted out in all that the session says.
    public var secrets = Secrets()
    /// Threads that compute; all cores unless said.
    public let threads: Int?
    public private(set) var compiler: Compiler
    /// What to write instead, by the compiler's message, the line that it speaks of and the character in it; asked before its own fix is taken.
    public var remedy: (_ message: String, _ source: String, _ column: Int) -> String? = { _, _, _ in nil }
    private let process: Mutex<SessionProcess?>
    /// One for all compilers of this session, so that it can be stopped from any thread.
    private let compiling: RunningTool
    private let ahead = Mutex<CompileAhead?>(nil)
    private let turns = Turns()
    /// What is evaluated now, and why it was told to stop if it was.
    private let evaluation = Mutex<Evaluation?>(nil)
    private var cells: [CompiledCell] = []
    private var facts: SessionFacts?
    private let sandbox: SandboxRules?
    /// What a person should know of the sandbox, where the kernel has not all that it takes.
    public private(set) var sandboxNotice: String?

    /// Whether the process takes part in a job of several: another one cannot take its place.
    public let joinsRanks: Bool

    /// - Parameters:
    ///   - sandbox: what cells may read, write and reach; nil where they may do what the front end may.
    ///   - joinsRanks: whether it joins the sessions of the job's other ranks; it begins when all are there, and ``leave(_:)`` ends it.
    public init(
        compiler: Compiler, threads: Int? = nil, sandbox: SandboxRules? = nil, joinsRanks: Bool = false,
        onEvent: @escaping (ReportEvent) -> Void
    ) throws {
        self.compiler = compiler
        compiling = compiler.running
        self.threads = threads
        self.sandbox = sandbox
        self.joinsRanks = joinsRanks
        compiler.sharesWork = joinsRanks
        self.onEvent = onEvent
        let first = try SessionProcess(compiler.library, threads: threads, joinsRanks: joinsRanks)
        process = Mutex(first)
        sandboxNotice = try enclose(first)
    }

    /// Has a new process enter the sandbox, if there is one, in which it also may load cells and keep temporary files.
    private func enclose(_ live: SessionProcess) throws -> String? {
        guard var rules = sandbox else { return nil }
        rules.readable.append(compiler.cacheFolder)
        rules.writable.append(live.temporaryFolder)
        try live.channel.send(SessionRequest.sandbox(rules))
        while let reply = try live.channel.receive(SessionReply.self) {
            switch reply {
            case .ready(let facts): self.facts = facts
            case .sandboxed(let words): return words
            default: break
            }
        }
        throw CellError(
            kind: .sessionLost, message: "the session's process ended as it began: \(live.epitaph())", line: 0, file: "", cell: ""
        )
    }

    /// Compiles a cell without running it; later cells see what it declares.
    ///
    /// - Throws: ``CellError``, `ToolchainError`.
    public func compile(_ text: CellText) throws { _ = try evaluating { try compiled(text) } }

    private struct Evaluation { var reason: EndReason? }

    /// Has the session to itself, as long as the body runs: what is set for one evaluation is not another caller's.
    package func turn<Result>(_ body: () throws -> Result) rethrows -> Result { try turns.take(body) }

    /// Waits for the turn, and may be interrupted from then on.
    private func evaluating<Result>(_ body: () throws -> Result) throws -> Result {
        try turns.take {
            compiling.renew()
            evaluation.withLock { $0 = Evaluation() }
            defer { evaluation.withLock { $0 = nil } }
            do { return try body() } catch let error as CellError { throw secrets.masked(error) }
        }
    }

    /// Compiles cells that come next, in order, while others run. What it saves is time: nothing else changes.
    public func expect(_ texts: [CellText]) {
        turns.take {
            ahead.withLock { ahead in
                ahead?.stop()
                ahead = texts.isEmpty ? nil : try? CompileAhead(texts, after: compiler)
            }
        }
    }

    private func compiled(_ text: CellText) throws -> CompiledCell {
        do {
            ahead.withLock(\.self)?.wait(for: text)
            let cell = try compiler.compile(text)
            // The word may have come while no tool ran that could have been ended.
            if evaluation.withLock({ $0?.reason }) != nil { throw CompileStopped() }
            return cell
        } catch let failure as CompileFailure {
            throw CellError(failure, text, remedy: remedy)
        } catch is CompileStopped {
            throw CellError(
                kind: .interrupted, message: "interrupted while it was compiled", line: text.firstLine, file: text.file,
                cell: text.id)
        } catch ToolchainError.crashed(let tool, let words) {
            throw CellError(crashOf: tool, words, text)
        }
    }

    /// Compiles and runs a cell.
    ///
    /// - Parameter limit: seconds that it may take.
    /// - Throws: ``CellError``, `ToolchainError`.
    public func evaluate(_ text: CellText, limit: Double? = nil) throws {
        try evaluating { try evaluateNow(text, limit: limit) }
    }

    /// How long compiling the newest cell and running it took.
    public private(set) var times: (compiling: Duration, running: Duration) = (.zero, .zero)

    private func evaluateNow(_ text: CellText, limit: Double?) throws {
        let began = ContinuousClock.now
        let cell = try compiled(text)
        let compiled = ContinuousClock.now
        cells.append(cell)
        let ending = try run(cell, limit: limit)
        times = (compiled - began, .now - compiled)
        compiler.settle(cell, bound: ending.bound)
        guard var error = CellError(ending, of: cells, Symbolizer(compiler.toolchain)) else { return }
        if sandbox != nil { error.explainSandbox() }
        throw error
    }

    /// Runs the newest cell once more, as it was compiled, with the parameters as they are now; how it ended, in the process's own words.
    ///
    /// - Throws: ``CellError`` of a process that is gone, and of a session without a cell.
    package func again(limit: Double? = nil) throws -> CellEnding {
        try evaluating {
            guard let cell = cells.last else {
                throw CellError(kind: .sessionLost, message: "no cell ran that could run again", line: 1, file: "", cell: "")
            }
            return try run(cell, limit: limit)
        }
    }

    /// The type of an expression, which does not run.
    ///
    /// - Throws: ``CellError``.
    public func type(of expression: String) throws -> String {
        try turn {
            var type = ""
            let hear = onEvent
            onEvent = { if case .record("", .text(let text), _) = $0 { type = text } else { hear($0) } }
            defer { onEvent = hear }
            try evaluate(CellText("_cellType(\(expression))", file: "type"))
            return type
        }
    }

    /// Forgets every name: a new process, and a compiler that has seen no cell.
    public func reset() throws {
        try turn {
            expect([])
            process.withLock { $0 = nil }
            facts = nil
            compiler = try compiler.anew()
            cells = []
        }
    }

    private func run(_ cell: CompiledCell, limit: Double?) throws -> CellEnding {
        let live = try process.withLock { process in
            if let process { return process }
            if joinsRanks {
                throw CellError(
                    kind: .sessionLost, message: "the session's process is gone, and cannot join the other ranks again",
                    line: cell.text.firstLine, file: cell.text.file, cell: cell.text.id)
            }
            let new = try SessionProcess(compiler.library, threads: threads)
            sandboxNotice = try enclose(new)
            process = new
            return new
        }
        let keeping = keeping(of: cell, scratch: live.temporaryFolder)
        (unkept, changed, looked) = (nil, nil, [])
        var order = CellRun(
            module: cell.module, library: cell.library, cell: cell.text.id, seed: seed,
            files: files.map { PathText.absolute($0) },
            folder: folder.map { PathText.absolute($0) } ?? FileManager.default.currentDirectoryPath,
            parameters: parameters, limit: limit, keeping: keeping)
        order.measuresLayers = measuresLayers
        try? live.channel.send(SessionRequest.run(order))
        while let reply = try live.channel.receive(SessionReply.self) {
            switch reply {
            case .ready(let facts): self.facts = facts
            case .variables, .sandboxed, .left: break
            case .report(let event): onEvent(secrets.masked(event))
            case .ended(let ending):
                settle(ending, keeping)
                return ending
            }
        }
        // Gone, and all variables with it.
        let epitaph = live.epitaph()
        process.withLock { $0 = nil }
        facts = nil
        compiler = try compiler.anew()
        cells = []
        throw CellError(
            kind: .sessionLost, message: "the cell ended the session's process: \(epitaph)", line: cell.text.firstLine,
            file: cell.text.file, cell: cell.text.id,
            remedy: "its variables are gone; run the cells again, which compiles nothing anew")
    }

    /// Stops the running cell, or the compiler that is at work on it; between two cells, nothing.
    public func interrupt(_ reason: EndReason = .interrupted) {
        // Within the lock, so that the word is sent before the next cell is.
        evaluation.withLock { evaluation in
            guard evaluation != nil else { return }
            if evaluation?.reason == nil { evaluation?.reason = reason }
            compiling.stop()
            ahead.withLock { ahead in
                ahead?.stop()
                ahead = nil
            }
            process.withLock { process in _ = try? process?.channel.send(SessionRequest.interrupt(reason)) }
        }
    }

    /// What the process is that runs the cells; waits until it says so.
    public func processFacts() throws -> SessionFacts {
        try turn {
            if let facts { return facts }
            guard let live = process.withLock({ $0 }), case .ready(let facts)? = try live.channel.receive(SessionReply.self)
            else {
                throw ChannelError.closed
            }
            self.facts = facts
            return facts
        }
    }

    func farewell(_ failure: String?) -> String? {
        guard let live = process.withLock({ $0 }), (try? live.channel.send(SessionRequest.leave(failure: failure))) != nil else {
            return nil
        }
        while let reply = try? live.channel.receive(SessionReply.self) {
            if case .left(let words) = reply { return words }
        }
        return nil
    }

    /// The process that runs the cells now.
    public var processID: Int32? { process.withLock { $0?.processID } }

    /// The newest variable of each name.
    public func variables() throws -> [VariableSummary] {
        try turn {
            guard let live = process.withLock({ $0 }) else { return [] }
            try live.channel.send(SessionRequest.variables)
            while let reply = try live.channel.receive(SessionReply.self) {
                if case .variables(let variables) = reply { return variables.map(secrets.masked) }
            }
            return []
        }
    }
}
