import CellAssistant
import Foundation
import Notebook
import Session

/// A Jupyter kernel: a session of cells, asked by Jupyter's messages.
///
/// The caller's thread has the sockets, and answers what must not wait: the control channel, and how many requests are to be given up. A
/// thread of its own runs cells and answers about them, one request after the other.
package final class Kernel {
    private let outbox = Outbox()
    private let sockets: KernelSockets
    private let parent: ParentWatch
    private let executor: Executor
    private let about: KernelAbout
    private let session = UUID().uuidString.lowercased()
    private let cells: CellSession
    private let signals = HeardSignals()

    /// - Parameters:
    ///   - version: of the program.
    ///   - connection: the path of the connection file.
    /// - Throws: ``KernelError`` where there is no libzmq, the file is none or an address cannot be had.
    package init(connection path: String, on cells: CellSession, assistant: Assistant, version: String) throws(KernelError) {
        sockets = try KernelSockets(ConnectionFile(path: path))
        parent = ParentWatch(connection: path)
        about = KernelAbout(version: version)
        self.cells = cells
        executor = Executor(cells, assistant, about, outbox)
    }

    /// Answers until a client wants it to end, or its parent is gone; gives the exit code.
    package func run() -> Int32 {
        signals.listen { [outbox] in outbox.ring() }
        executor.start()
        outbox.put(starting, on: .iopub)
        var code: Int32?
        while code == nil {
            sockets.wait(outbox, milliseconds: executor.isBusy ? 50 : 1000)
            for signal in signals.take() {
                if signal == SIGINT { executor.interrupt() } else { code = 143 }
            }
            // First, so that an interrupt is not behind what it is meant to end.
            for request in sockets.requests(on: sockets.control) where take(request, on: .control) { code = 0 }
            for request in sockets.requests(on: sockets.shell) where take(request, on: .shell) { code = 0 }
            // Nobody is ever asked for a line: what comes here answers nothing.
            _ = sockets.requests(on: sockets.stdin)
            executor.tick()
            sockets.send(outbox)
            executor.haveTakenAll()
            if parent.isGone { code = 0 }
        }
        executor.end()
        sockets.send(outbox)
        sockets.close()
        return code ?? 0
    }

    private var starting: WireMessage {
        WireMessage("status", ["execution_state": "starting"], session: session, to: [Array("kernel.\(session).status".utf8)])
    }

    /// Answers a request, or hands it on; true where it asks the kernel to end.
    private func take(_ request: WireMessage, on channel: Outbox.Channel) -> Bool {
        let answering = Answering(request: request, channel: channel, session: session, outbox: outbox)
        let isImmediate = ["interrupt_request", "shutdown_request"].contains(request.type) || channel == .control
        guard isImmediate else {
            executor.enqueue(answering)
            return false
        }
        answering.publish(status: "busy")
        defer { answering.publish(status: "idle") }
        switch request.type {
        case "kernel_info_request": answering.reply(about.reply)
        case "interrupt_request":
            executor.interrupt()
            answering.reply(["status": "ok"])
        case "shutdown_request":
            let restart = (try? request.read(Requests.Shutdown.self))?.restart ?? false
            answering.reply(["status": "ok", "restart": .bool(restart)])
            return true
        default:
            answering.refuse(
                "UnknownRequest", "found \(PageText.of(request.type.prefix(80))), which this channel does not answer")
        }
        return false
    }
}
