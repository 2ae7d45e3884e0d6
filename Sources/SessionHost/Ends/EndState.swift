import Foundation
import SessionProtocol
import Synchronization

/// What a signal handler reads and writes: plain memory, made before the first cell runs.
struct EndState {
    enum Kind: Int32 { case running, finished, threw, trapped, overflowed, stopped, failed, exited }

    var kind = Kind.running.rawValue
    var signal: Int32 = 0
    var exitCode: Int32 = 0
    /// Set by code that ends its thread on purpose, just before it faults.
    var onPurpose = Kind.running.rawValue
    /// Nonzero while the cell is asked to stop: see ``StopMode``.
    var stopMode: Int32 = 0
    var isUnsound = false
    var frameCount = 0
    let frames = UnsafeMutablePointer<UInt>.allocate(capacity: frameLimit)
    /// The thread of the running cell, and its stack.
    var thread = pthread_t()
    /// From the thread's first step to its last, whichever way it takes.
    var hasThread = false
    var hasEnded = false
    var stack = 0..<0 as Range<UInt>
    /// Nonzero while the cell's thread holds a lock of the session.
    var guarded = 0
    /// The stack's end was met in code that may hold a lock: the thread ends when it comes back to the cell's own.
    var isOverflowing = false
    /// Returns into cells that lead nowhere instead: pairs of the place on the stack and what stood there.
    let turned = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * turnLimit)
    var turnCount = 0
    /// Whether a thread that is asked to stop where it must not is to stop on its way back to the cell.
    var turnsReturns = false
    /// Where the thread was seen to wait, and how many times in a row.
    var wait = (counter: 0 as UInt, stack: 0 as UInt, times: 0)
    /// Instructions of the cells loaded so far: pairs of first and end.
    let code = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * codeLimit)
    var codeCount = 0
    /// Instructions of the library.
    var library = 0..<0 as Range<UInt>
    /// Written to when the cell has ended.
    var doorbell: Int32 = -1
    /// The session's own, which a child that a cell forked is not.
    var process = getpid()
    /// The first of several threads that end a cell says how.
    let claim = UnsafeMutablePointer<Atomic<Bool>>.allocate(capacity: 1)

    static let frameLimit = 128
    static let codeLimit = 1 << 16
    static let turnLimit = 256

    nonisolated(unsafe) static let shared = {
        let state = UnsafeMutablePointer<EndState>.allocate(capacity: 1)
        state.initialize(to: EndState())
        state.pointee.claim.initialize(to: Atomic(false))
        return state
    }()

    /// Readies the memory for another cell.
    mutating func begin() {
        (kind, signal, exitCode, stopMode, frameCount) = (Kind.running.rawValue, 0, 0, 0, 0)
        onPurpose = Kind.running.rawValue
        (hasThread, hasEnded, isUnsound, isOverflowing, guarded) = (false, false, false, false, 0)
        wait = (0, 0, 0)
        (turnCount, turnsReturns) = (0, false)
        claim.pointee.store(false, ordering: .sequentiallyConsistent)
    }

    /// Whether the caller is the first to end this cell.
    func claims() -> Bool { !claim.pointee.exchange(true, ordering: .sequentiallyConsistent) }

    /// The cell's thread takes its last step.
    mutating func end() {
        hasThread = false
        hasEnded = true
        ring()
    }

    /// Wakes the host's loop: something has happened.
    func ring() {
        var one: UInt8 = 1
        _ = write(doorbell, &one, 1)
    }
}

/// How hard a cell is asked to stop.
enum StopMode: Int32 {
    case none
    /// Where its own instructions run, and where they wait in the system.
    case inOwnCode
    /// Also where the library waits.
    case whereverItWaits
    /// Wherever it is, locks or not.
    case anywhere
}
