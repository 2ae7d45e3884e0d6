import COpenBLAS
import Glibc
import Synchronization
import Work

/// The process's threads for arithmetic: one pool, which every kernel shares.
///
/// OpenBLAS is held to one thread for good: kernels split their work themselves and call it from each of ours,
/// so that two pools never fight for the same cores.
package enum Threads {
    private static let chosen = Atomic<Int>(initialCount())

    /// What is wrong with `AVTS_THREADS`.
    static var complaint: String? {
        guard let text = EnvironmentSetting.value("AVTS_THREADS") else { return nil }
        if let count = Int(text), (1...256).contains(count) { return nil }
        return "AVTS_THREADS: found \"\(text)\", expected a number from 1 to 256, or auto"
    }

    private static func initialCount() -> Int {
        openblas_set_num_threads(1)
        if let text = EnvironmentSetting.value("AVTS_THREADS"), let count = Int(text), count > 0 { return min(count, 256) }
        return min(max(Int(openblas_get_num_procs()), 1), 256)  // what the affinity mask leaves of the machine
    }

    /// Threads that work at once, the caller among them, 1…256: `AVTS_THREADS`, or else the cores this process may use.
    package static var count: Int {
        get { chosen.load(ordering: .relaxed) }
        set {
            Failing.unless((1...256).contains(newValue), "Threads.count: found \(newValue), expected 1…256")
            chosen.store(newValue, ordering: .relaxed)
        }
    }

    /// Calls `body` with ranges that cover `0..<count`, each at least `grain` long but the last, several at once.
    ///
    /// Within an `Interruption` the ranges that are left when it is asked for are passed over.
    ///
    /// Ranges are handed out as threads become free. A nested call, or one made while another thread has the pool, runs alone
    /// on its own thread; so how the range is split is no part of the result: sum into a place of your own for each *fixed* block.
    /// `body` runs concurrently with itself and must write to separate places. What fails in it (`KernelFailure`) ends the cell when all
    /// ranges have returned.
    package static func parallelFor(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
        guard count > 0 else { return }
        let threads = self.count
        let grain = max(grain, 1)
        guard count > grain else { return body(0..<count) }
        // Up to four ranges a thread: a core that someone else slows down then holds up a small part only. More where the work may be
        // given up between two of them.
        let share = (Interruption.current == nil ? 4 : 64) * threads
        let length = max(grain, (count + share - 1) / share)
        parallelBlocks((count + length - 1) / length) { block in body(block * length..<min((block + 1) * length, count)) }
    }

    /// Calls `body` once for each of `0..<count`, several at once: for few, large pieces of work.
    package static func parallelBlocks(_ count: Int, _ body: (Int) -> Void) {
        guard count > 1 else {
            if count == 1 { body(0) }
            return
        }
        guard let interruption = Interruption.current else { return share(count, body) }
        share(count) { block in if !interruption.isAsked { body(block) } }
    }

    private static func share(_ count: Int, _ body: (Int) -> Void) {
        let threads = self.count
        guard threads > 1, WorkerPool.shared.enter() else {
            for block in 0..<count { body(block) }
            return
        }
        WorkerPool.shared.run(blocks: count, helpers: min(threads, count) - 1, body)
        let failure = WorkerPool.shared.takeFailure()
        WorkerPool.shared.leave()
        // Not before the pool is free again: what follows unwinds nothing.
        if let failure { Failing.with(failure, file: #file, line: #line) }
    }
}
