import Foundation
import Tensors
import Work

/// Makes the batches of coming steps on a thread of its own, a few ahead, in order.
///
/// ```swift
/// let prefetcher = Prefetcher(steps: 0..<100, ahead: 2) { step in try makeBatch(step) }
/// while let batch = try prefetcher.next() { learn(from: batch) }
/// ```
///
/// An error of a batch is thrown by the `next` that would have given it. The thread ends after the last step, after an error,
/// or when the prefetcher is stopped or released.
public final class Prefetcher<Batch: Sendable>: @unchecked Sendable {
    private let queue: PrefetchQueue<Batch>
    private var isOver = false

    /// Begins to make batches at once.
    ///
    /// - Parameters:
    ///   - steps: which batches are made.
    ///   - ahead: how many may wait, ≥ 1.
    ///   - make: gives the batch of a step; runs on the prefetcher's thread.
    public init(steps: Range<Int>, ahead: Int, make: @escaping @Sendable (Int) throws -> Batch) {
        require(ahead >= 1, "Prefetcher: found \(ahead) batches ahead, expected 1 or more")
        let queue = PrefetchQueue<Batch>(capacity: ahead)
        self.queue = queue
        let thread = Thread {
            // The thread holds the queue only, never the prefetcher: so releasing the prefetcher stops it.
            for step in steps {
                guard queue.waitForSpace() else { break }
                let batch = Result { try make(step) }
                guard queue.append(batch), case .success = batch else { break }
            }
            queue.close()
        }
        thread.name = "avts-prefetch"
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit { queue.cancel() }

    /// The next batch, nil after the last; waits until it is there.
    ///
    /// - Parameter poll: called about twenty times a second while waiting; what it throws ends the wait.
    public func next(poll: () throws -> Void = Work.poller) throws -> Batch? {
        while !isOver {
            if let item = queue.take(waiting: 0.05) {
                switch item {
                case .batch(let batch):
                    return try batch.get()
                case .end:
                    isOver = true
                }
            } else {
                try Work.poll(poll)
            }
        }
        return nil
    }

    /// Ends the thread after the batch it is making; batches that wait are dropped.
    public func stop() {
        isOver = true
        queue.cancel()
    }

    /// Whether the thread has ended.
    package var hasEnded: Bool { queue.isClosed }
}

/// A bounded queue between two threads.
private final class PrefetchQueue<Batch: Sendable>: @unchecked Sendable {
    enum Item {
        case batch(Result<Batch, any Error>)
        case end
    }

    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Result<Batch, any Error>] = []
    private var closed = false
    private var cancelled = false

    init(capacity: Int) { self.capacity = capacity }

    /// Returns when a batch more may wait; false once nobody wants any.
    func waitForSpace() -> Bool {
        condition.withLock {
            while waiting.count >= capacity && !cancelled { condition.wait() }
            return !cancelled
        }
    }

    /// False once nobody wants any.
    func append(_ batch: Result<Batch, any Error>) -> Bool {
        condition.withLock {
            guard !cancelled else { return false }
            waiting.append(batch)
            condition.broadcast()
            return true
        }
    }

    /// The oldest batch or the end; nil when there is neither within `seconds`.
    func take(waiting seconds: Double) -> Item? {
        condition.withLock {
            if waiting.isEmpty && !closed && !cancelled {
                _ = condition.wait(until: Date(timeIntervalSinceNow: seconds))
            }
            if !waiting.isEmpty {
                condition.broadcast()
                return .batch(waiting.removeFirst())
            }
            return closed || cancelled ? .end : nil
        }
    }

    func close() {
        condition.withLock {
            closed = true
            condition.broadcast()
        }
    }

    func cancel() {
        condition.withLock {
            cancelled = true
            waiting = []
            condition.broadcast()
        }
    }

    var isClosed: Bool { condition.withLock { closed } }
}
