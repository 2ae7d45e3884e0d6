import Foundation
import Synchronization
import Tensors
import Work

/// The processes of a job that `mpirun` started: all run the same notebook, and divide among them what can be divided.
///
/// ```swift
/// print(Ranks.count)      // 1
/// ```
public enum Ranks {
    /// Which of the processes this one is, from 0.
    public static var rank: Int { joined?.rank ?? 0 }
    /// How many there are; 1 for a process by itself.
    public static var count: Int { joined?.count ?? 1 }
    /// Whether this is the first, which prints and writes.
    public static var isFirst: Bool { rank == 0 }

    /// Waits until all ranks are here; returns at once in a process by itself.
    ///
    /// - Throws: ``RankError``, or why the work should stop.
    public static func barrier() throws { try current?.barrier() }

    /// Makes sure that all ranks have the same of something, by its digest.
    ///
    /// - Parameter what: in words, as in *the videos of a set*.
    /// - Throws: ``RankError/different(what:)`` on a rank that has other than the first.
    package static func agree(on digest: String, _ what: String) throws {
        guard let current else { return }
        let first = String(decoding: try current.broadcast(Array(digest.utf8)), as: UTF8.self)
        if first != digest { throw RankError.different(what: what) }
    }

    /// The company that the caller's work is divided among; nil in a process by itself, and on threads other than the cell's own, whose order is
    /// no rank's alike.
    package static var current: RankGroup? {
        guard let joined, !isSuspended, pthread_equal(owner.withLock { $0 }, pthread_self()) != 0 else { return nil }
        return joined
    }

    /// The company of this process, whoever asks.
    package static var joined: RankGroup? { group.withLock { $0 } }

    /// Runs `body` whole on each rank: what is divided around it is not divided within.
    package static func undivided<R>(_ body: () throws -> R) rethrows -> R { try $isSuspended.withValue(true, operation: body) }

    /// Joins the other processes of the job; once for a process, before it builds walls around its cells.
    ///
    /// - Throws: ``RankError/library(_:)`` where the others cannot be found.
    package static func join(_ launch: RankLaunch = .current) throws(RankError) {
        guard launch.isShared else { return }
        let joined = RankGroup(try Speaker(launch))
        group.withLock { $0 = joined }
        takePart()
    }

    /// What the calling thread does is divided from now on.
    package static func takePart() { owner.withLock { $0 = pthread_self() } }

    /// Nothing is divided any more until a thread takes part again.
    package static func stayAway() { owner.withLock { $0 = pthread_t() } }

    /// Takes leave of the others: waits for them, but after a failure a while only: the first rank saves what there is meanwhile.
    ///
    /// - Parameter failure: what ended the run, where it did not go well; the others hear of it, if not of the cell already.
    /// - Returns: whether all came to their end.
    @discardableResult
    package static func leave(_ failure: String? = nil) -> Bool {
        // Of the cell that comes next, where all are after the last one.
        let next = cells.withLock { $0.current + 1 }
        if let failure, self.failure == nil { joined?.tell(cell: next, isStop: false, failure) }
        return joined?.leave(isWell: failure == nil) ?? true
    }

    @TaskLocal private static var isSuspended = false
    private static let group = Mutex<RankGroup?>(nil)
    private static let owner = Mutex<pthread_t>(pthread_t())

    // MARK: - Cells

    /// Which cell runs, counted alike on all ranks, and which ended badly here.
    struct Cells: Sendable {
        var current = 0
        var isRunning = false
        var fallen: Set<Int> = []
    }

    static let cells = Mutex(Cells())

    /// A cell begins.
    package static func cellBegins() {
        cells.withLock {
            $0.current += 1
            $0.isRunning = true
        }
    }

    /// A cell has ended; the others hear of it where it ended badly.
    ///
    /// - Parameters:
    ///   - reason: what went wrong; nil where nothing did.
    ///   - isStop: whether it was told to stop, which ends the others at once; an error may be all ranks' own.
    package static func cellEnded(_ reason: String? = nil, isStop: Bool = false) {
        let cell = cells.withLock { cells in
            cells.isRunning = false
            if reason != nil { cells.fallen.insert(cells.current) }
            return cells.current
        }
        if let reason { joined?.tell(cell: cell, isStop: isStop, reason) }
    }

    /// What another rank's end did to this one, if anything.
    package static var failure: RankError? { joined?.failure }
}
