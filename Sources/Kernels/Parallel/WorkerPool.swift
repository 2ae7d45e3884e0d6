import CLanes
import Glibc
import Synchronization

/// Threads that wait for blocks of work: they spin for some tens of microseconds, then sleep.
///
/// One call at a time uses the pool. A worker takes part only once it has registered, so a worker that wakes late never
/// holds up a call whose blocks are all done.
final class WorkerPool: @unchecked Sendable {
    static let shared = WorkerPool()

    private typealias Body = (Int) -> Void

    private let busy = Atomic<Bool>(false)  // some call has the pool
    private let generation = Atomic<Int>(0)  // one more for each call
    private let next = Atomic<Int>(0)  // next block to hand out
    private let active = Atomic<Int>(0)  // workers inside the present call

    private var lock = pthread_mutex_t()
    private var wake = pthread_cond_t()
    private var sleeping = 0  // the next four under `lock`
    private var places = 0  // workers that may still join
    private var blocks = 0
    private var body: UnsafePointer<Body>?  // on the caller's stack: no reference outlives the call
    private var workers = 0  // touched by whoever has the pool
    private let failure = Mutex<(any Error)?>(nil)  // the first of the present call

    /// Set on a thread while it works on a block.
    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// How often a thread looks whether there is work before it sleeps: some tens of microseconds. Operations follow upon one another, and to
    /// wake a thread takes as long as many of them.
    private static let spins = 2_000

    private init() {
        pthread_mutex_init(&lock, nil)
        pthread_cond_init(&wake, nil)
    }

    /// Takes the pool, unless another call has it.
    func enter() -> Bool { !busy.exchange(true, ordering: .acquiring) }

    func leave() { busy.store(false, ordering: .releasing) }

    /// Whether the calling thread works on a block of the present call.
    static var isWithinBlock: Bool { pthread_getspecific(mark) != nil }

    /// Keeps what went wrong in a block, for the thread that made the call; the first is told.
    func keep(_ error: any Error) { failure.withLock { $0 = $0 ?? error } }

    /// What went wrong in the call that has just returned, told once.
    func takeFailure() -> (any Error)? {
        failure.withLock { failure in
            defer { failure = nil }
            return failure
        }
    }

    /// Runs `body(0)…body(blocks - 1)` on this thread and at most `helpers` others; returns when all are done.
    func run(blocks: Int, helpers: Int, _ body: (Int) -> Void) {
        while workers < helpers, addWorker() { workers += 1 }
        withoutActuallyEscaping(body) { body in
            withUnsafePointer(to: body) { share($0, blocks, helpers) }
        }
    }

    private func share(_ body: UnsafePointer<Body>, _ blocks: Int, _ helpers: Int) {
        pthread_mutex_lock(&lock)
        self.body = body
        self.blocks = blocks
        places = helpers
        next.store(0, ordering: .relaxed)
        generation.add(1, ordering: .releasing)
        let sleepers = sleeping
        if sleepers > 0 { pthread_cond_broadcast(&wake) }
        pthread_mutex_unlock(&lock)

        drain(body, blocks)

        pthread_mutex_lock(&lock)
        self.body = nil
        places = 0
        pthread_mutex_unlock(&lock)
        var turns = 0
        while active.load(ordering: .acquiring) > 0 {
            turns += 1
            if turns > Self.spins { sched_yield() } else { avts_pause() }
        }
    }

    @inline(never)
    private func drain(_ body: UnsafePointer<Body>, _ blocks: Int) {
        pthread_setspecific(Self.mark, UnsafeRawPointer(bitPattern: 1))
        defer { pthread_setspecific(Self.mark, nil) }
        while true {
            let block = next.add(1, ordering: .relaxed).oldValue
            guard block < blocks else { return }
            body.pointee(block)
        }
    }

    private func addWorker() -> Bool {
        var thread = pthread_t()
        let started = pthread_create(
            &thread, nil,
            { _ in
                WorkerPool.shared.work()
                return nil
            }, nil)
        if started == 0 { pthread_detach(thread) }
        return started == 0
    }

    private func work() {
        // Signals belong to the thread that reads the terminal.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var seen = 0
        while true {
            var turns = 0
            while generation.load(ordering: .acquiring) == seen, turns < Self.spins {
                turns += 1
                avts_pause()
            }
            pthread_mutex_lock(&lock)
            while generation.load(ordering: .acquiring) == seen {
                sleeping += 1
                pthread_cond_wait(&wake, &lock)
                sleeping -= 1
            }
            seen = generation.load(ordering: .relaxed)
            let joined = places > 0 ? self.body : nil
            let blocks = self.blocks
            if joined != nil {
                places -= 1
                active.add(1, ordering: .acquiringAndReleasing)
            }
            pthread_mutex_unlock(&lock)
            if let joined {
                drain(joined, blocks)
                active.subtract(1, ordering: .releasing)
            }
        }
    }
}
