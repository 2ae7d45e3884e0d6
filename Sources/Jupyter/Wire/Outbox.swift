import Foundation
import Synchronization

/// Messages on their way out. Any thread puts them in; the one that has the sockets sends them, in the order in which they came.
package final class Outbox: Sendable {
    package enum Channel: Sendable { case shell, control, iopub }

    private let waiting = Mutex<[(channel: Channel, message: WireMessage)]>([])
    /// Becomes readable when there is something to do.
    let bell: Int32

    package init() { bell = eventfd(0, Int32(EFD_CLOEXEC.rawValue | EFD_NONBLOCK.rawValue)) }

    deinit { close(bell) }

    package func put(_ message: WireMessage, on channel: Channel) {
        waiting.withLock { $0.append((channel, message)) }
        ring()
    }

    /// Wakes the thread that has the sockets.
    func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    /// All that waits, and a bell that is silent.
    func take() -> [(channel: Channel, message: WireMessage)] {
        var count: UInt64 = 0
        _ = read(bell, &count, 8)
        return waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
