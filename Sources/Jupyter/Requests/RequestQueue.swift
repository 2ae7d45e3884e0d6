import Foundation

/// Requests that wait for their turn, the one under way, and whether it was to be stopped.
final class RequestQueue: @unchecked Sendable {
    private let condition = NSCondition()
    // Under the condition's lock.
    private var waiting: [Answering] = []
    private var current: Answering?
    private var isStopped = false
    private var isOver = false
    private var rounds = 0

    /// Whether a request is under way.
    var isBusy: Bool { condition.withLock { current != nil } }
    /// Whether the request under way was to be stopped.
    var isInterrupted: Bool { condition.withLock { isStopped } }

    func put(_ request: Answering) {
        condition.withLock {
            waiting.append(request)
            condition.broadcast()
        }
    }

    /// The next request, which is under way from then on; nil where there will be no more.
    func next() -> Answering? {
        condition.withLock {
            (current, isStopped) = (nil, false)
            while waiting.isEmpty, !isOver { condition.wait() }
            if isOver { return nil }
            current = waiting.removeFirst()
            return current
        }
    }

    /// Notes that the request under way is to be stopped; false where there is none.
    func interrupt() -> Bool {
        condition.withLock {
            if current != nil { isStopped = true }
            return current != nil
        }
    }

    /// All requests that had come are here.
    func haveTakenAll() {
        condition.withLock {
            rounds += 1
            condition.broadcast()
        }
    }

    /// Takes out requests of a type, those too that have come and were not looked at yet.
    ///
    /// - Parameter wake: has who has the sockets look at them.
    func take(_ type: String, wake: () -> Void) -> [Answering] {
        condition.withLock {
            let round = rounds
            wake()
            let patience = Date(timeIntervalSinceNow: 0.5)
            // The round under way may have looked before.
            while rounds < round + 2, !isOver, condition.wait(until: patience) { wake() }
            let taken = waiting.filter { $0.request.type == type }
            waiting.removeAll { $0.request.type == type }
            return taken
        }
    }

    func end() {
        condition.withLock {
            (isOver, waiting) = (true, [])
            condition.broadcast()
        }
    }
}
