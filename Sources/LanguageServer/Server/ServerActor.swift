import Foundation

/// Has all that the server knows: one thread, whose stack is deep enough for a parser's calls, which are as deep as the source.
@globalActor package actor ServerActor {
    package static let shared = ServerActor()
    private let executor = BigThread()

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// Runs what waits for an answer, one after the other, on a thread of its own: compilers and cells.
final class Worker: Sendable {
    private let thread = BigThread()

    func run<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { continuation in thread.add { continuation.resume(returning: body()) } }
    }
}

/// A thread with a stack of 64 MiB, and what it has to do, in order. It ends with its owner.
final class BigThread: SerialExecutor, Sendable {
    private let list = List()

    init() {
        let list = list
        let thread = Thread {
            while let body = list.next() { body() }
        }
        thread.stackSize = 64 << 20
        thread.start()
    }

    deinit { list.end() }

    func add(_ body: @escaping @Sendable () -> Void) { list.add(body) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        list.add { [unowned self] in job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    private final class List: @unchecked Sendable {
        private let condition = NSCondition()
        // Under the condition's lock.
        private var waiting: [@Sendable () -> Void] = []
        private var isOver = false

        func add(_ body: @escaping @Sendable () -> Void) {
            condition.withLock {
                waiting.append(body)
                condition.signal()
            }
        }

        func next() -> (@Sendable () -> Void)? {
            condition.withLock {
                while waiting.isEmpty, !isOver { condition.wait() }
                return waiting.isEmpty ? nil : waiting.removeFirst()
            }
        }

        func end() {
            condition.withLock {
                isOver = true
                condition.signal()
            }
        }
    }
}
