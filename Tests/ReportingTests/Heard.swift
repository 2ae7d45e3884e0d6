import Foundation
import Reporting
import Synchronization
import Work

/// What code said while it ran as a cell.
final class Heard: Sendable {
    private let all = Mutex<[ReportEvent]>([])
    var events: [ReportEvent] { all.withLock { $0 } }

    /// What was printed.
    var output: String { events.map { if case .output(let text) = $0 { text } else { "" } }.joined() }

    /// Runs `body` as the cell of a name.
    @discardableResult
    static func from(
        seed: UInt64 = 0, cell: String = "cell", files: String? = nil,
        interruption: @escaping @Sendable () -> (any Error)? = { nil },
        _ body: () throws -> Void
    ) rethrows -> [ReportEvent] {
        let heard = Heard()
        let context = WorkContext(seed: seed, cell: cell, files: files, interruption: interruption) { event in
            heard.all.withLock { $0.append(event) }
        }
        try Work.within(context, body)
        return heard.events
    }

    /// The text of what a value is shown as.
    static func shown(_ value: @autoclosure () throws -> some Any) rethrows -> String {
        for case .display(let forms) in try from({ show(try value()) }) {
            if case .text(let text)? = forms.first { return text }
        }
        return ""
    }
}

/// The message with which code ends its cell, and nil where it comes to its end.
///
/// A cell that ends so is not unwound: its thread sleeps on.
func failure(_ body: @escaping @Sendable () throws -> Void) -> String? {
    let ending = Ending()
    let thread = Thread {
        let handler = Failing.Handler { error in
            ending.end("\(error)")
            while true { Thread.sleep(forTimeInterval: 3600) }
        }
        Failing.$handler.withValue(handler) {
            do {
                try body()
                ending.end(nil)
            } catch { ending.end("\(error)") }
        }
    }
    thread.stackSize = 8 << 20
    thread.start()
    return ending.wait()
}

private final class Ending: Sendable {
    private let message = Mutex<String?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func end(_ text: String?) {
        message.withLock { $0 = text }
        ready.signal()
    }

    func wait() -> String? {
        ready.wait()
        return message.withLock { $0 }
    }
}
