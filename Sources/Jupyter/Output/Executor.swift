import CellAssistant
import Foundation
import Notebook
import Session

/// Answers requests about cells, one after the other, on a thread of its own.
final class Executor: @unchecked Sendable {
    private let queue = RequestQueue()
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
            while let next = queue.next() {
                answer(next)
                // The loop that flushes may wait longer now.
                outbox.ring()
            }
            done.signal()
        }
        // A parser's calls are as deep as the source.
        thread.stackSize = 1 << 26
        thread.start()
    }

    var isBusy: Bool { queue.isBusy }

    func enqueue(_ request: Answering) { queue.put(request) }

    /// All requests that had come are in the queue.
    func haveTakenAll() { queue.haveTakenAll() }

    /// Stops what runs.
    func interrupt() { if queue.interrupt() { cells.interrupt() } }

    /// Called several times a second while a request is under way.
    func tick() {
        // A word that came before the cell had begun was not for it.
        if queue.isInterrupted { cells.interrupt() }
        runner.tick()
    }

    /// Ends what runs, and the process of the cells where it does not answer.
    func end() {
        queue.end()
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
                let waiting = stops ? queue.take("execute_request") { outbox.ring() } : []
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
