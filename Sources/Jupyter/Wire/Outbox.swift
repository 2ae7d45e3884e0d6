import Foundation
import Synchronization

/// Messages on their way out. Any thread puts them in; the one that has the sockets sends them, in the order in which they came.
package final class Outbox: Sendable {
    package enum Channel: Sendable { case shell, control, iopub }

    private let waiting = Mutex<[(channel: Channel, message: WireMessage)]>([])
    /// Becomes readable when there is something to do.
    let bell: Int32
    private let rope: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (bell, rope) = (ends[0], ends[1])
    }

    deinit {
        close(bell)
        close(rope)
    }

    package func put(_ message: WireMessage, on channel: Channel) {
        waiting.withLock { $0.append((channel, message)) }
        ring()
    }

    /// Wakes the thread that has the sockets.
    func ring() {
        var byte: UInt8 = 0
        _ = write(rope, &byte, 1)
    }

    /// All that waits, and a bell that is silent.
    func take() -> [(channel: Channel, message: WireMessage)] {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(bell, &bytes, bytes.count) == bytes.count {}
        return waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
