import Foundation

/// Who may speak to a session: one caller at a time, in the order in which they came. A caller who has the turn may take it again.
final class Turns: @unchecked Sendable {
    private let condition = NSCondition()
    // Under the condition's lock.
    private var next = 0
    private var serving = 0
    private var owner: pthread_t?

    /// Waits for the turn, runs the body, and gives the turn to who came next.
    func take<Result>(_ body: () throws -> Result) rethrows -> Result {
        let isNested = condition.withLock {
            if let owner, pthread_equal(owner, pthread_self()) != 0 { return true }
            let ticket = next
            next += 1
            while serving != ticket { condition.wait() }
            owner = pthread_self()
            return false
        }
        if isNested { return try body() }
        defer {
            condition.withLock {
                owner = nil
                serving += 1
                condition.broadcast()
            }
        }
        return try body()
    }
}
