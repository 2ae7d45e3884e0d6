import Files
import Foundation
import Kernels
import Ranks
import SessionProtocol
import Synchronization
import Tensors
import Work

/// Runs the cells that a front end sends, one after the other, until the front end is gone.
public final class CellHost {
    let channel: MessageChannel
    let reporter: Reporter
    private let thread = CellThread()
    private let loader = CellLoader()
    private let doorbell: Int32
    /// Where the front end last wanted relative paths to begin.
    private var place: String?
    /// Why the other ranks of the job cannot be found.
    private var rankComplaint: String?

    /// A host that hears and answers over an open socket.
    public init(descriptor: Int32) {
        channel = MessageChannel(Descriptors.outOfTheWay(descriptor))
        reporter = Reporter(channel)
        SignalHandlers.install()
        UncaughtErrors.take { cellThrew($0) }
        MemoryLimit.set()
        (doorbell, EndState.shared.pointee.doorbell) = Descriptors.pipe()
        if let library = Instructions.around(
            unsafeBitCast(sessionMain as @convention(c) (Int32) -> Int32, to: UnsafeRawPointer.self))
        {
            EndState.shared.pointee.library = library
        }
        // Before there are walls: the thread that speaks to the others is outside of them.
        if getenv(RankLaunch.joining) != nil {
            do throws(RankError) { try Ranks.join() } catch { rankComplaint = error.description }
            // What a cell starts is no rank of this job.
            for name in RankLaunch.variables + [RankLaunch.joining] { unsetenv(name) }
        }
    }

    /// Runs the cells that are asked for, one after the other, until the socket is closed.
    public func run() {
        try? channel.send(SessionReply.ready(facts))
        while let request = try? channel.receive(SessionRequest.self) {
            switch request {
            case .run(let cell): try? channel.send(SessionReply.ended(run(cell)))
            case .variables: try? channel.send(SessionReply.variables(variables()))
            case .interrupt: break  // nothing runs
            case .sandbox(let rules):
                // What is kept says by which revision it was made; behind the walls nobody could read that.
                _ = LibraryImage.revision
                try? channel.send(SessionReply.sandboxed(Sandbox.enter(rules)))
            case .leave(let failure):
                Ranks.leave(failure)
                try? channel.send(SessionReply.left(Ranks.failure?.description))
                return
            }
        }
        endWithoutFrontEnd()
    }

    /// The front end is gone, and this process with it; other ranks of the job hear of it.
    private func endWithoutFrontEnd() -> Never {
        if Ranks.count > 1 {
            Ranks.cellEnded("its front end is gone", isStop: true)
            usleep(200_000)
        }
        _exit(0)
    }

    private var facts: SessionFacts {
        // What is set wrongly ends whoever reads it.
        if let complaint = EnvironmentSetting.complaint ?? rankComplaint {
            return SessionFacts(processID: getpid(), threads: 1, matrixKernel: nil, convolution: "", complaint: complaint)
        }
        return SessionFacts(
            processID: getpid(), threads: Threads.count, matrixKernel: MatrixChoice.summary,
            convolution: ConvolutionChoice.summary,
            complaint: nil)
    }

    /// Goes where the front end wants relative paths to begin. A cell that went elsewhere by itself stays there until another place is wanted.
    private func enter(_ folder: String?) {
        guard let folder, folder != place else { return }
        place = folder
        chdir(folder)
    }

    private func run(_ cell: CellRun) -> CellEnding {
        if Ranks.count == 1 { return runAlone(cell) }
        Ranks.cellBegins()
        if let failure = Ranks.failure { return CellEnding(kind: .threw("RankError"), message: failure.description) }
        let ending = runAlone(cell)
        Ranks.cellEnded(ending.failure, isStop: ending.isStopped)
        return ending.told(of: Ranks.failure)
    }

    private func runAlone(_ cell: CellRun) -> CellEnding {
        let entry: CellLoader.Entry
        do { entry = try loader.load(cell) } catch {
            return CellEnding(kind: .notLoaded, message: "\(error)")
        }
        enter(cell.folder)
        VariableTable.shared.beginCell()
        reporter.beginCell()
        let keeper = cell.keeping.map { CellKeeper($0, cell) }
        if let keeper, let ending = taken(by: keeper, cell) { return ending }
        let began = ContinuousClock.now
        if keeper != nil {
            reporter.beginRecording()
            FileWatch.begin()
        }
        let reporter = reporter
        let context = WorkContext(
            seed: cell.seed, cell: cell.cell, files: cell.files, parameters: cell.parameters,
            interruption: { Stop.heard.map(StoppedError.init) }, hear: reporter.hear)
        if cell.measuresLayers { Profile.begin() }
        let reason = attend(limit: cell.limit) {
            Ranks.takePart()
            Work.within(context) {
                Failing.$handler.withValue(.init { EndingOnPurpose.failed($0) }) {
                    try? withInterruption(polling: { try context.poll() }) {
                        _ = entry(0, nil)
                        if Stop.reason == nil { context.settleLiveShows() }
                        context.settleMetrics()
                    }
                    // Here, since letting go of a value may run its `deinit`.
                    if Stop.reason == nil { VariableTable.shared.complete() }
                }
            }
        }
        Ranks.stayAway()
        if cell.measuresLayers, case let rows = Profile.end(), !rows.isEmpty { reporter.hear(.layers(rows)) }
        let looks = keeper == nil ? FileWatch.Looks() : FileWatch.end()
        var ending = ending(reason)
        // No frame was unwound, so no `defer` of the library ran.
        if ending.kind != .finished {
            context.undo()
            context.settleMetrics()
        }
        if let keeper, ending.kind == .finished {
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            let file = kept(by: keeper, cell, seconds: seconds, reporter.endRecording(), looks)
            if let file { ending.kept = KeptOutcome(key: keeper.key, file: file) }
            ending.unkept = keeper.refusal
            ending.looked = keeper.looked(looks)
            let changes = Mutex<[String]?>(nil)
            if aside({
                let found = keeper.changes()
                changes.withLock { $0 = found }
            }) {
                ending.changed = changes.withLock(\.self)
            }
        }
        return ending
    }

    /// Describing a value runs its own code, which may do anything: what ends it stands for that value alone.
    private func variables() -> [VariableSummary] {
        let result = Mutex<[VariableSummary]>([])
        let names = VariableTable.shared.newest
        while case let next = result.withLock({ $0.count }), next < names.count {
            VariableTable.shared.statement = 0
            _ = attend(limit: 2) {
                for variable in names[next...] {
                    let summary = variable.summary()
                    result.withLock { $0.append(summary) }
                }
            }
            let kind = EndState.Kind(rawValue: EndState.shared.pointee.kind) ?? .finished
            if kind == .finished { break }
            let words = reporter.finish(hasTrapped: kind == .trapped) ?? ""
            let reason = kind == .stopped ? "it takes longer than 2 s" : Self.trimmed(words)
            result.withLock { list in
                guard list.count < names.count else { return }
                list.append(names[list.count].summary("‹its description ended\(reason.isEmpty ? "" : ": \(reason)")›"))
            }
        }
        return result.withLock { $0 }
    }

    /// Runs a body and minds the front end, the clock and the doorbell meanwhile; gives why it was told to stop.
    func attend(limit: Double?, _ body: @escaping @Sendable () -> Void) -> EndReason? {
        Stop.reason = nil
        guard thread.start(body) else {
            EndingOnPurpose.words.withLock { $0 = ("ResourceError", "the system gave no thread for the cell") }
            EndState.shared.pointee.kind = EndState.Kind.failed.rawValue
            EndState.shared.pointee.hasEnded = true
            return nil
        }
        let state = EndState.shared
        let deadline = limit.map { ContinuousClock.now + .seconds($0) }
        var knocking: Knocking?
        while !state.pointee.hasEnded {
            var files = [
                pollfd(fd: doorbell, events: Int16(POLLIN), revents: 0),
                pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let patience: Int32 =
                knocking != nil ? 2 : deadline.map { Int32(max(0, min(1000, ($0 - .now) / .milliseconds(1)))) } ?? -1
            _ = poll(&files, 2, patience)
            var isEndedElsewhere = false
            if files[0].revents != 0 {
                var rings: UInt8 = 0
                _ = read(doorbell, &rings, 1)
                // Another thread rang: what it was part of cannot go on, and the cell's own thread has to leave too.
                isEndedElsewhere = !state.pointee.hasEnded
            }
            if files[1].revents != 0 {
                // The front end is gone, or wants the cell to stop.
                guard let request = try? channel.receive(SessionRequest.self) else { endWithoutFrontEnd() }
                if case .interrupt(let reason) = request, Stop.reason == nil { Stop.reason = reason }
            }
            if let deadline, ContinuousClock.now >= deadline, Stop.reason == nil { Stop.reason = .deadline }
            if Stop.reason != nil || isEndedElsewhere { knocking = knocking ?? Knocking() }
            if let knocking, !state.pointee.hasEnded {
                state.pointee.stopMode = knocking.mode.rawValue
                state.pointee.turnsReturns = knocking.turnsReturns
                thread.knock()
            }
        }
        let kind = EndState.Kind(rawValue: state.pointee.kind)
        thread.finish(isLeft: kind != .finished && kind != .threw)
        // Its last ring, where it was seen to have ended before that was heard.
        var rings = [pollfd(fd: doorbell, events: Int16(POLLIN), revents: 0)]
        while poll(&rings, 1, 0) > 0 {
            var ring: UInt8 = 0
            _ = read(doorbell, &ring, 1)
        }
        return Stop.reason
    }

    private func ending(_ reason: EndReason?) -> CellEnding {
        let state = EndState.shared
        let table = VariableTable.shared
        let kind = EndState.Kind(rawValue: state.pointee.kind) ?? .finished
        let lastWords = reporter.finish(hasTrapped: kind == .trapped)
        // A cell that gave up since it was told to has not run to its end.
        let isStopped =
            kind == .stopped || reason != nil && (kind == .threw || kind == .failed || kind == .finished && Stop.wasHeard)
        let isWhole = kind == .finished && !isStopped
        if !isWhole { table.restore() }
        var ending = CellEnding(kind: .finished, bound: table.boundByCell, isUnsound: state.pointee.isUnsound)
        ending.statement = table.statement
        if !isWhole {
            ending.sharesObjects = table.holdsObjects
            if kind != .threw, kind != .finished { ending.leaked = table.leak() }
        }
        let words = EndingOnPurpose.words.withLock { $0 }
        if state.pointee.frameCount > 0 {
            let mappings = Mappings.now()
            ending.frames = (0..<state.pointee.frameCount).compactMap { mappings.frame(state.pointee.frames[$0]) }
        }
        switch kind {
        case _ where isStopped: ending.kind = .stopped(reason ?? .interrupted)
        case .finished, .running: break
        case .threw, .failed: (ending.kind, ending.message) = (.threw(words.name), words.message)
        case .trapped: (ending.kind, ending.message) = (.trapped(signal: state.pointee.signal), Self.trimmed(lastWords))
        case .overflowed: ending.kind = .stackOverflow
        case .exited: ending.kind = .exited(state.pointee.exitCode)
        case .stopped: break
        }
        return ending
    }

    /// `: Index out of range\nCurrent stack trace: …` as `Index out of range`.
    private static func trimmed(_ words: String?) -> String {
        let line = (words ?? "").prefix { $0 != "\n" }
        return line.drop { $0 == ":" || $0 == " " }.trimmingCharacters(in: .whitespaces)
    }
}

/// The whole of the process: `avts-nb-session` calls this after it has loaded the library.
@_cdecl("avts_session_main")
public func sessionMain(_ descriptor: Int32) -> Int32 {
    CellHost(descriptor: descriptor).run()
    _exit(0)
}
