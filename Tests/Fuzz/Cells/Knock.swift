import Foundation
import Session
import Synchronization

/// An interrupt at a moment of its own choosing, while a cell compiles or runs.
final class Knock: Sendable {
    private let isOver = Mutex(false)

    /// - Parameter delay: seconds from now.
    init(_ session: CellSession, after delay: Double) {
        Thread.detachNewThread { [self] in
            usleep(UInt32(delay * 1_000_000))
            // More than once: between compiling and running nothing hears it.
            while isOver.withLock({ !$0 }) {
                session.interrupt()
                usleep(1_000_000)
            }
        }
    }

    /// The cell has ended: the next is not to be interrupted.
    func stop() { isOver.withLock { $0 = true } }
}
