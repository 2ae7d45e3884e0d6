import Foundation
import Synchronization
import Work

/// Runs independent items on all cores while the calling thread reports progress and looks for interrupts.
enum WorkCrew {
    /// State shared by the workers and the calling thread.
    private final class Board: Sendable {
        let next = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let stop = Atomic<Bool>(false)
        let failure = Mutex<(any Error)?>(nil)
    }

    /// Runs `work(0..<count)`, each item once, in rising order of start.
    ///
    /// The first error thrown by an item, by the session's own poll or by `poll`, lets the items under way finish, starts no more and is rethrown.
    /// - Parameter ready: items that were ready before, for progress alone.
    static func run(
        _ count: Int, ready: Int = 0, workers: Int = ProcessInfo.processInfo.activeProcessorCount,
        progress: ProgressHandler?, poll: PollHandler?, _ work: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let board = Board()
        let group = DispatchGroup()
        for _ in 0..<min(workers, count) {
            group.enter()
            let thread = Thread {
                while !board.stop.load(ordering: .relaxed) {
                    let item = board.next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard item < count else { break }
                    do {
                        try work(item)
                        board.done.wrappingAdd(1, ordering: .relaxed)
                    } catch {
                        board.failure.withLock { if $0 == nil { $0 = error } }
                        board.stop.store(true, ordering: .relaxed)
                    }
                }
                group.leave()
            }
            // Codecs want more stack than a secondary thread has by default.
            thread.stackSize = 8 << 20
            thread.start()
        }
        let clock = ContinuousClock()
        let start = clock.now
        func report() {
            let done = board.done.load(ordering: .relaxed)
            let seconds = (clock.now - start) / .seconds(1)
            progress?(
                WorkProgress(done: ready + done, total: ready + count, itemsPerSecond: Double(done) / max(seconds, 1e-3)))
        }
        while group.wait(timeout: .now() + 0.1) == .timedOut {
            report()
            do { try Work.poll(poll ?? {}) } catch {
                board.stop.store(true, ordering: .relaxed)
                group.wait()
                throw error
            }
        }
        if let failure = board.failure.withLock({ $0 }) { throw failure }
        report()
    }
}
