import Synchronization

/// Why all work of this process should stop, whoever does it: another process of the job has failed. Once it is set it stays.
package enum Alarm {
    private static let isSet = Atomic<Bool>(false)
    private static let reason = Mutex<(any Error)?>(nil)

    /// The reason, nil while all is well.
    package static var current: (any Error)? {
        isSet.load(ordering: .acquiring) ? reason.withLock { $0 } : nil
    }

    /// Sets it; the first reason counts.
    package static func raise(_ error: any Error) {
        reason.withLock { $0 = $0 ?? error }
        isSet.store(true, ordering: .releasing)
    }
}
