import Foundation

/// Prepares items on worker threads ahead of a consumer, and hands them over in order.
///
/// At most `ahead` items wait at any time, so memory is bounded however slow the consumer is. An item that fails gives
/// its error at its own place and the rest goes on. Each worker makes its own `Worker` (a reader, say) on its own thread.
/// Letting go of the prefetcher, or `cancel()`, ends the threads after the items they are at.
///
/// ```swift
/// let prefetcher = MediaPrefetcher(count: paths.count, threads: 2, ahead: 4) { index in
///     try ClipReader(paths[index]).waveform(sampleRate: 16_000)
/// }
/// while let (index, result) = prefetcher.next() { … try result.get() … }
/// ```
public final class MediaPrefetcher<Item: Sendable> {
    private let state: State

    /// Starts `threads` workers on items `0 ..< count`.
    public init(
        count: Int, threads: Int = 2, ahead: Int = 8, prepare: @escaping @Sendable (Int) throws -> Item
    ) {
        precondition(
            count >= 0 && threads > 0 && ahead > 0,
            "MediaPrefetcher: found \(count) items, \(threads) threads, \(ahead) ahead, expected 0, 1 and 1 or more")
        let state = State(count: count, ahead: ahead)
        self.state = state
        for number in 0..<min(threads, count) {
            let thread = Thread { state.work(prepare) }
            thread.name = "media-\(number)"
            thread.stackSize = 4 << 20  // decoders want more than a Foundation thread's half MiB
            thread.start()
        }
    }

    deinit { state.cancel() }

    /// The next item in order with its index, waiting for it; nil after the last, or once cancelled.
    public func next() -> (index: Int, result: Result<Item, any Error>)? { state.next() }

    /// Ends the work: `next()` gives nil from now on, and no further item is begun.
    public func cancel() { state.cancel() }

    /// What the workers and the consumer share; it outlives the prefetcher while a worker is busy.
    private final class State: @unchecked Sendable {  // every field is guarded by `condition`
        private let condition = NSCondition()
        private let count: Int
        private let ahead: Int
        private var ready: [Int: Result<Item, any Error>] = [:]
        private var nextToBegin = 0
        private var nextToGive = 0
        private var isCancelled = false

        init(count: Int, ahead: Int) {
            self.count = count
            self.ahead = ahead
        }

        func work(_ prepare: (Int) throws -> Item) {
            while let index = begin() {
                let result = Result { try prepare(index) }
                condition.lock()
                if !isCancelled { ready[index] = result }
                condition.broadcast()
                condition.unlock()
            }
        }

        /// The next item to prepare, once there is room for it.
        private func begin() -> Int? {
            condition.lock()
            defer { condition.unlock() }
            while !isCancelled && nextToBegin < count && nextToBegin - nextToGive >= ahead { condition.wait() }
            guard !isCancelled, nextToBegin < count else { return nil }
            nextToBegin += 1
            return nextToBegin - 1
        }

        func next() -> (index: Int, result: Result<Item, any Error>)? {
            condition.lock()
            defer { condition.unlock() }
            while !isCancelled && nextToGive < count {
                if let result = ready.removeValue(forKey: nextToGive) {
                    nextToGive += 1
                    condition.broadcast()
                    return (nextToGive - 1, result)
                }
                condition.wait()
            }
            return nil
        }

        func cancel() {
            condition.lock()
            isCancelled = true
            ready = [:]
            condition.broadcast()
            condition.unlock()
        }
    }
}
