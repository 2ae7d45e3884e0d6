import CellAssistant
import Foundation
import Notebook
import Session
import Synchronization

/// Answers requests about cells, one after the other, on a thread of its own.
final class Executor: @unchecked Sendable {
    private struct State {
        var queue: [Answering] = []
        var current: Answering?
        /// An interrupt was wanted while the current request was under way.
        var isInterrupted = false
        var isEnding = false
        /// How often the sockets were emptied; a cell that failed waits for the next time before it looks at the queue.
        var rounds = 0
    }

    private let condition = NSCondition()
    private var state = State()
    private let cells: CellSession
    private let runner: CellRequests
    private let assistance: Assistance
    private let history = KernelHistory()
    private let about: KernelAbout
    private let outbox: Outbox
    private let done = DispatchSemaphore(value: 0)

    init(_ cells: CellSession, _ assistant: Assistant, _ about: KernelAbout, _ outbox: Outbox) {
        self.cells = cells
        self.about = about
        self.outbox = outbox
        runner = CellRequests(cells, history)
        assistance = Assistance(cells, assistant)
    }

    func start() {
        let thread = Thread { [self] in
            assistance.warm()
            while let next = next() {
                answer(next)
                condition.withLock { (state.current, state.isInterrupted) = (nil, false) }
                // The loop that flushes may wait longer now.
                outbox.ring()
            }
            done.signal()
        }
        // A parser's calls are as deep as the source.
        thread.stackSize = 1 << 26
        thread.start()
    }

    var isBusy: Bool { condition.withLock { state.current != nil } }

    func enqueue(_ request: Answering) {
        condition.withLock {
            state.queue.append(request)
            condition.broadcast()
        }
    }

    private func next() -> Answering? {
        condition.withLock {
            while state.queue.isEmpty, !state.isEnding { condition.wait() }
            if state.isEnding { return nil }
            state.current = state.queue.removeFirst()
            return state.current
        }
    }

    /// Stops what runs.
    func interrupt() {
        let isRunning = condition.withLock {
            if state.current != nil { state.isInterrupted = true }
            return state.current != nil
        }
        if isRunning { cells.interrupt() }
    }

    /// Called several times a second while a request is under way.
    func tick() {
        // A word that came before the cell had begun was not for it.
        if condition.withLock({ state.isInterrupted }) { cells.interrupt() }
        runner.tick()
    }

    /// All requests that had come are in the queue.
    func haveTakenAll() {
        condition.withLock {
            state.rounds += 1
            condition.broadcast()
        }
    }

    /// Ends what runs, and the process of the cells where it does not answer.
    func end() {
        condition.withLock {
            state.isEnding = true
            state.queue = []
            condition.broadcast()
        }
        cells.interrupt()
        guard done.wait(timeout: .now() + 1) == .timedOut, let process = cells.processID else { return }
        kill(process, SIGKILL)
        _ = done.wait(timeout: .now() + 1)
    }

    private func answer(_ answering: Answering) {
        answering.publish(status: "busy")
        defer { answering.publish(status: "idle") }
        do throws(RequestError) {
            switch answering.request.type {
            case "execute_request":
                let (reply, stops) = try runner.execute(answering)
                // Before the reply: what a client sends once it has heard of the error is to run.
                let waiting = stops ? takeWaiting() : []
                answering.reply(reply)
                giveUp(waiting)
            case "kernel_info_request": answering.reply(about.reply)
            case "complete_request": try assistance.complete(answering)
            case "inspect_request": try assistance.inspect(answering)
            case "is_complete_request": try assistance.isComplete(answering)
            case "history_request": answering.reply(history.reply(try answering.request.read(Requests.History.self)))
            case "comm_info_request": answering.reply(["status": "ok", "comms": [:]])
            case "comm_open":
                // No cell has anything to say to a widget: the client is told that nobody is there.
                let comm = try answering.request.read(Requests.Comm.self).comm_id ?? ""
                answering.publish("comm_close", ["comm_id": .string(comm), "data": [:]])
            case "comm_msg", "comm_close": break
            case let type where type.hasSuffix("_request"):
                answering.refuse("UnknownRequest", "found \(PageText.of(type.prefix(80))), which this kernel does not answer")
            default: break
            }
        } catch {
            answering.refuse("InvalidRequest", error.description)
        }
    }

    /// Takes the executions that wait out of the queue.
    private func takeWaiting() -> [Answering] {
        condition.withLock {
            // Those too that have come and were not yet looked at.
            let round = state.rounds
            outbox.ring()
            let patience = Date(timeIntervalSinceNow: 0.5)
            while state.rounds < round + 2, !state.isEnding, condition.wait(until: patience) {}
            let waiting = state.queue.filter { $0.request.type == "execute_request" }
            state.queue.removeAll { $0.request.type == "execute_request" }
            return waiting
        }
    }

    /// Answers executions that are not to run: the one before them failed.
    private func giveUp(_ waiting: [Answering]) {
        for answering in waiting {
            answering.publish(status: "busy")
            var reply = Answering.error("Aborted", "a cell before this one failed", trace: [])
            if case .object(var pairs) = reply {
                pairs["execution_count"] = .int(runner.count)
                reply = .object(pairs)
            }
            answering.reply(reply)
            answering.publish(status: "idle")
        }
    }
}
