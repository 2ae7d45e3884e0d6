import Foundation

/// When a run is saved: writing takes a twentieth of the time at most, unless that would leave what is on disk too old.
struct SavePace {
    private var began = ContinuousClock.now
    private var ended = ContinuousClock.now
    private var cost = 0.0
    private var hasChanged = false
    /// Whether the last one failed: the next end of a cell tries again, and means it.
    var hasFailed = false

    mutating func change() { hasChanged = true }

    /// - Parameter isBeat: within a cell, where the first time is soon and the others are as seldom as they may be: a loop that tells its
    ///   progress for days writes its whole record each time.
    func isDue(_ limits: ClosedRange<Double>, isBeat: Bool) -> Bool {
        let wait = isBeat && cost > 0 ? limits.upperBound : min(limits.upperBound, max(limits.lowerBound, 20 * cost))
        return hasChanged && (ContinuousClock.now - ended).seconds >= wait
    }

    mutating func begin() {
        (began, hasChanged) = (.now, false)
        // Nobody else begins meanwhile.
        ended = .now + .seconds(3600)
    }

    mutating func end() {
        ended = .now
        cost = (ended - began).seconds
    }
}

/// Calls something once a second, until it is stopped.
final class Heartbeat: @unchecked Sendable {
    private let condition = NSCondition()
    private var isStopped = false
    private var hasEnded = false

    init(every interval: Double, _ beat: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            while condition.withLock({
                if !isStopped { _ = condition.wait(until: Date(timeIntervalSinceNow: interval)) }
                return !isStopped
            }) { beat() }
            condition.withLock {
                hasEnded = true
                condition.broadcast()
            }
        }
    }

    /// Returns when no call is under way.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
            while !hasEnded { condition.wait() }
        }
    }
}
