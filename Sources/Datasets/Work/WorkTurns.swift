import Foundation

/// Lets the workers of a ``WorkCrew`` do one part of their work in the items' order, each as soon as its turn comes.
///
/// Every item that was started must take its turn, whatever became of it: the next one waits for it.
final class WorkTurns: @unchecked Sendable {
    private let condition = NSCondition()
    /// Guarded by `condition`.
    private var next = 0

    /// Waits until all lower numbers have had their turn, then runs `body`; the next number follows even where it throws.
    func take<R>(_ number: Int, _ body: () throws -> R) rethrows -> R {
        condition.lock()
        while next != number { condition.wait() }
        condition.unlock()
        defer {
            condition.lock()
            next = number + 1
            condition.broadcast()
            condition.unlock()
        }
        return try body()
    }
}
