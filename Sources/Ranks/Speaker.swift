internal import CMPI
import Foundation
import Synchronization
import Work

/// The one thread that speaks to Open MPI: cells end where they stand, so that no thread of theirs may hold the library's locks; and the library
/// moves bytes only while somebody asks it, so that sums go on beneath a backward pass.
final class Speaker: @unchecked Sendable {
    let launch: RankLaunch
    let condition = NSCondition()
    // Guarded by the condition.
    private var queue: [Transfer] = []
    private var waiting = 0
    private var begun = 0
    private var tellings: [Telling] = []
    var farewell: Farewell?
    private(set) var hosts: [String] = []
    private var failure: RankError?
    private var beginning: Result<Void, RankError>?

    // Of the thread alone.
    var library: MPILibrary!
    var company: Company!
    private var all: MPI_Comm!

    /// What the others are to hear of a cell.
    struct Telling {
        let cell: Int
        let isStop: Bool
        let reason: String
        /// Exchanges begun by then.
        var exchanges = 0
    }

    /// How a rank takes its leave.
    struct Farewell {
        /// False after a failure: the others are waited for a while only.
        var isWell: Bool
        var isSaid = false
        /// Whether the library was ended as it should.
        var result: Bool?
    }

    /// Joins the others; returns when all are there.
    ///
    /// - Throws: ``RankError/library(_:)``.
    init(_ launch: RankLaunch) throws(RankError) {
        self.launch = launch
        let thread = Thread { [self] in run() }
        thread.name = "avts-ranks"
        thread.stackSize = 4 << 20
        thread.start()
        condition.lock()
        while beginning == nil { condition.wait() }
        let result = beginning
        condition.unlock()
        try result?.get()
    }

    // MARK: - Other threads

    /// Has a transfer begun; it comes after those that were asked for before.
    func begin(_ transfer: Transfer) {
        condition.withLock {
            queue.append(transfer)
            begun += 1
            condition.signal()
        }
    }

    /// Waits until a transfer is done, or nobody wants it any more.
    ///
    /// - Returns: false where `givesUp` said so.
    func wait(for transfer: Transfer, givesUp: () -> Bool) throws(RankError) -> Bool {
        condition.lock()
        waiting += 1
        condition.signal()
        defer {
            waiting -= 1
            condition.unlock()
        }
        while !transfer.isDone {
            if let failure { throw failure }
            _ = condition.wait(until: Date(timeIntervalSinceNow: 0.02))
            if transfer.isDone { break }
            condition.unlock()
            let ends = givesUp()
            condition.lock()
            if ends, !transfer.isDone { return false }
        }
        return true
    }

    /// Has the others told that a cell ended badly here.
    func tell(_ telling: Telling) {
        condition.withLock {
            tellings.append(telling)
            tellings[tellings.count - 1].exchanges = begun
            condition.signal()
        }
    }

    /// Exchanges begun so far.
    var exchanges: Int { condition.withLock { begun } }

    /// What ended the company, if anything.
    var heardFailure: RankError? { condition.withLock { failure } }

    /// Ends all that waits, now and later, and lets the work of the process hear of it.
    func fail(_ error: RankError) {
        // Before anybody who waits wakes up: who finds an exchange failed asks whether its work is being given up, and ends otherwise.
        Alarm.raise(error)
        condition.withLock {
            failure = failure ?? error
            condition.broadcast()
        }
    }

    func settle(_ body: (Speaker) -> Void) {
        condition.withLock {
            body(self)
            condition.broadcast()
        }
    }

    // MARK: - The thread

    private func run() {
        // Signals are for the threads that wait for them.
        var none = sigset_t()
        sigfillset(&none)
        pthread_sigmask(SIG_BLOCK, &none, nil)
        do throws(RankError) {
            try join()
            settle { $0.beginning = .success(()) }
        } catch {
            settle { $0.beginning = .failure(error) }
            return
        }
        var active: [Transfer] = []
        while true {
            let (fresh, told, isAwaited, leaving) = next(isIdle: active.isEmpty)
            do throws(RankError) {
                for telling in told { try company.tell(telling) }
                for transfer in fresh {
                    try transfer.begin(library, all)
                    active.append(transfer)
                }
                var isMoving = !fresh.isEmpty
                for transfer in active where try transfer.test(library) {
                    isMoving = true
                    settle { _ in
                        transfer.isDone = true
                        transfer.ended = .now
                    }
                }
                active.removeAll { $0.isDone }
                try company.attend(isAwaited: isAwaited && !active.isEmpty)
                if let leaving, try company.leave(leaving) { return }
                rest(isMoving: isMoving, isIdle: active.isEmpty, isAwaited: isAwaited)
            } catch {
                fail(error)
                // What is under way has no end any more.
                active = []
            }
        }
    }

    /// Lets others have the core until it is time to ask again: at once where the cell waits for what comes soon.
    private func rest(isMoving: Bool, isIdle: Bool, isAwaited: Bool) {
        if isMoving || isIdle {
            moved = .now
        } else if !isAwaited {
            usleep(150)
        } else {
            let still = ContinuousClock.now - moved
            if still < .milliseconds(5) { sched_yield() } else { usleep(still < .milliseconds(200) ? 50 : 1000) }
        }
    }

    /// When something moved last.
    private var moved = ContinuousClock.now

    /// What came to do; where there is nothing, waits for some a moment.
    private func next(isIdle: Bool) -> ([Transfer], [Telling], Bool, Farewell?) {
        condition.withLock {
            if queue.isEmpty, tellings.isEmpty, isIdle { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.02)) }
            defer { (queue, tellings) = ([], []) }
            return (queue, tellings, waiting > 0, farewell)
        }
    }

    /// Starts the library and finds the others.
    private func join() throws(RankError) {
        library = try MPILibrary()
        // Signals of a cell are the session's own to hear.
        setenv("OMPI_MCA_opal_signal", "", 0)
        let mpi = library.table
        var given: Int32 = 0
        try library.check(mpi.init_thread(nil, nil, avts_mpi_serialized(), &given), "starting")
        guard given >= avts_mpi_serialized() else {
            throw .library("Open MPI: found a library for one thread, expected MPI_THREAD_SERIALIZED at least")
        }
        var (rank, count): (Int32, Int32) = (0, 0)
        try library.check(mpi.comm_rank(mpi.world, &rank), "asking for the rank")
        try library.check(mpi.comm_size(mpi.world, &count), "asking for the number of ranks")
        guard rank == launch.rank, count == launch.count else {
            throw .library(
                "Open MPI: found rank \(rank) of \(count), expected \(launch.rank) of \(launch.count) as the launcher says: is its mpirun "
                    + "of another version than libmpi.so.40?")
        }
        var (all, aside): (MPI_Comm?, MPI_Comm?)
        try library.check(mpi.comm_dup(mpi.world, &all), "making a communicator")
        try library.check(mpi.comm_dup(mpi.world, &aside), "making a communicator")
        guard let all, let aside else { throw .library("Open MPI: found no communicator") }
        // What fails is told and ends the cell, not the process.
        for one in [mpi.world, all, aside] {
            try library.check(mpi.comm_set_errhandler(one, mpi.returning), "setting how errors are told")
        }
        self.all = all
        company = Company(self, aside)
        let names = try exchangeNames(all)
        settle { $0.hosts = names }
    }

    private func exchangeNames(_ all: MPI_Comm) throws(RankError) -> [String] {
        let length = 128
        let transfer = Transfer(
            .gather(counts: .init(repeating: length, count: launch.count)), ownBytes: length, wholeBytes: length * launch.count)
        transfer.own.initializeMemory(as: UInt8.self, repeating: 0, count: length)
        let name = RankLaunch.host.utf8.prefix(length - 1)
        for (place, byte) in name.enumerated() { transfer.own.storeBytes(of: byte, toByteOffset: place, as: UInt8.self) }
        try transfer.begin(library, all)
        while try !transfer.test(library) { usleep(100) }
        return (0..<launch.count).map { rank in
            let bytes = UnsafeRawBufferPointer(start: transfer.whole + rank * length, count: length)
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
