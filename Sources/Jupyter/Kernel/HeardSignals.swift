import Foundation
import Synchronization
import Terminal

/// Signals that came, until the thread that has the sockets looks at them.
final class HeardSignals: Sendable {
    private let arrived = Mutex<[Int32]>([])

    /// Begins to hear them, on a thread of its own.
    func listen(_ wake: @escaping @Sendable () -> Void) {
        let pipe = SignalPipe(for: [SIGINT, SIGTERM, SIGHUP])
        Thread.detachNewThread { [self] in
            while true {
                let signals = pipe.wait(milliseconds: -1).signals
                arrived.withLock { $0 += signals }
                wake()
            }
        }
    }

    /// Those that came since the last time.
    func take() -> [Int32] {
        arrived.withLock { arrived in
            defer { arrived = [] }
            return arrived
        }
    }
}
