internal import CMPI
import Foundation

/// Something that all ranks do together, with memory of its own: who began it may end before it does.
final class Transfer: @unchecked Sendable {
    enum Kind {
        /// Floats, or doubles, of all ranks are added.
        case sumFloats, sumDoubles
        /// Blocks of floats of all ranks are put one behind the other; bytes in each rank's.
        case gather(counts: [Int])
        /// The bytes of one rank go to all.
        case broadcast(root: Int)
    }

    let kind: Kind
    /// Bytes that go, and bytes that come; the same memory for a broadcast.
    let own: UnsafeMutableRawPointer
    let whole: UnsafeMutableRawPointer
    let ownBytes: Int
    let wholeBytes: Int
    /// Of its beginning, for the figures.
    let began = ContinuousClock.now

    // Of the thread that speaks to the library, until it is done.
    var request: MPI_Request?
    /// Guarded by the thread's condition.
    var isDone = false
    var ended = ContinuousClock.now

    init(_ kind: Kind, ownBytes: Int, wholeBytes: Int) {
        self.kind = kind
        (self.ownBytes, self.wholeBytes) = (ownBytes, wholeBytes)
        own = .allocate(byteCount: max(ownBytes, 64), alignment: 64)
        if case .broadcast = kind { whole = own } else { whole = .allocate(byteCount: max(wholeBytes, 64), alignment: 64) }
    }

    deinit {
        if whole != own { whole.deallocate() }
        own.deallocate()
    }

    /// Begins it; called in the same order by all ranks.
    func begin(_ library: MPILibrary, _ all: MPI_Comm) throws(RankError) {
        let mpi = library.table
        switch kind {
        case .sumFloats:
            try library.check(
                mpi.iallreduce(own, whole, Int32(ownBytes / 4), mpi.floats, mpi.sum, all, &request), "a sum over ranks")
        case .sumDoubles:
            try library.check(
                mpi.iallreduce(own, whole, Int32(ownBytes / 8), mpi.doubles, mpi.sum, all, &request), "a sum over ranks")
        case .gather(let counts):
            // The library reads the lists until the transfer is done.
            lists = .allocate(capacity: 2 * counts.count)
            var place: Int32 = 0
            for (rank, count) in counts.enumerated() {
                lists![rank] = Int32(count)
                lists![counts.count + rank] = place
                place += Int32(count)
            }
            try library.check(
                mpi.iallgatherv(
                    own, Int32(ownBytes), mpi.bytes, whole, lists, lists! + counts.count, mpi.bytes, all, &request),
                "gathering from ranks")
        case .broadcast(let root):
            try library.check(mpi.ibcast(own, Int32(ownBytes), mpi.bytes, Int32(root), all, &request), "sending to all ranks")
        }
    }

    private var lists: UnsafeMutablePointer<Int32>?

    /// Whether it is done.
    func test(_ library: MPILibrary) throws(RankError) -> Bool {
        var done: Int32 = 0
        try library.check(library.table.test(&request, &done, nil), "an exchange between ranks")
        if done != 0 {
            lists?.deallocate()
            lists = nil
        }
        return done != 0
    }
}
