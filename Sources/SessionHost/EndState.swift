import Foundation
import SessionProtocol

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
    var hasThread = false
    var stack = 0..<0 as Range<UInt>
    /// Instructions of the cells loaded so far: pairs of first and end.
    let code = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * codeLimit)
    var codeCount = 0
    /// Written to when the cell has ended.
    var doorbell: Int32 = -1

    static let frameLimit = 128
    static let codeLimit = 1 << 16

    nonisolated(unsafe) static let shared = {
        let state = UnsafeMutablePointer<EndState>.allocate(capacity: 1)
        state.initialize(to: EndState())
        return state
    }()

    /// Readies the memory for another cell.
    mutating func begin() {
        (kind, signal, exitCode, stopMode, frameCount) = (Kind.running.rawValue, 0, 0, 0, 0)
        onPurpose = Kind.running.rawValue
        (hasThread, isUnsound) = (false, false)
    }

    /// Tells the host's loop that the cell has ended.
    func ring() {
        var one: UInt8 = 1
        _ = write(doorbell, &one, 1)
    }
}

/// How hard a cell is asked to stop.
enum StopMode: Int32 {
    case none
    /// Where its own instructions run.
    case inOwnCode
    /// Also where it waits in the system.
    case whereverItWaits
    /// Wherever it is, locks or not.
    case anywhere
}
