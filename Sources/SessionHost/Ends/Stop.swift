import Foundation
import SessionProtocol
import Synchronization

/// Whether the running cell should stop, and why.
enum Stop {
    private static let state = Atomic<Int>(0)
    private static let wasAsked = Atomic<Bool>(false)

    static var reason: EndReason? {
        get {
            switch state.load(ordering: .relaxed) {
            case 1: hear(.interrupted)
            case 2: hear(.deadline)
            default: nil
            }
        }
        set {
            wasAsked.store(false, ordering: .relaxed)
            state.store(newValue == .interrupted ? 1 : newValue == .deadline ? 2 : 0, ordering: .relaxed)
        }
    }

    /// The reason, for work that gives up because of it. What such work leaves behind is no result, and the cell must not go on with it:
    /// on the cell's own thread what hears of the interrupt does not come back to the cell.
    static var heard: EndReason? {
        guard let reason else { return nil }
        let state = EndState.shared
        if state.pointee.hasThread, pthread_equal(pthread_self(), state.pointee.thread) != 0 {
            state.pointee.turnsReturns = true
            if state.pointee.stopMode == StopMode.none.rawValue { state.pointee.stopMode = StopMode.inOwnCode.rawValue }
            // Handled before this returns, in this very place.
            pthread_kill(pthread_self(), SignalHandlers.stop)
        }
        return reason
    }

    /// Whether anything gave up its work for it.
    static var wasHeard: Bool { wasAsked.load(ordering: .relaxed) }

    private static func hear(_ reason: EndReason) -> EndReason {
        wasAsked.store(true, ordering: .relaxed)
        return reason
    }
}

/// What long work throws that was told to stop.
struct StoppedError: Error, CustomStringConvertible {
    let reason: EndReason
    var description: String { reason == .deadline ? "the time is up" : "interrupted" }
}

/// How a thread is asked to stop, harder as time goes by.
struct Knocking {
    private let began = ContinuousClock.now

    private var waited: Duration { ContinuousClock.now - began }

    /// A loop of small operations is in the library's code all but a thousandth of the time: it is met on its way back.
    var turnsReturns: Bool { waited >= .milliseconds(50) }

    var mode: StopMode {
        let waited = waited
        // The library gives up long work within a fraction of a second; then only what waits for something is still there.
        return waited < .milliseconds(600) ? .inOwnCode : waited < .seconds(5) ? .whereverItWaits : .anywhere
    }
}
