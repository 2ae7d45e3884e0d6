import Foundation
import Synchronization

/// A frame: slot 0 is for the result, the parameters follow, then the local variables.
typealias Base = UnsafeMutablePointer<Value>

/// What running code shares: the stack of values, the depth of calls, the signals that stop it.
final class Machine: @unchecked Sendable {
    /// 0: go on; 1: the user interrupted; 2: the deadline passed. Written from signal handlers and timers.
    let signal = Atomic<UInt8>(0)
    /// The calls under way.
    @exclusivity(unchecked) var depth = 0
    /// The first free slot, for natives that call back into cells.
    @exclusivity(unchecked) var top: Base
    /// The running cell's random stream.
    @exclusivity(unchecked) var random = SeededGenerator(seed: 0)
    let stack: Base
    let stackLimit: Base
    /// The lowest address of the thread's own stack that code may still use.
    @exclusivity(unchecked) var nativeStackLimit: UInt = 0

    static let maximumDepth = 10_000
    private static let stackCapacity = 1 << 21

    init() {
        stack = .allocate(capacity: Self.stackCapacity)
        stackLimit = stack + (Self.stackCapacity - 4096)
        top = stack
    }

    deinit { stack.deallocate() }

    @inline(__always)
    func poll() throws {
        if signal.load(ordering: .relaxed) != 0 { throw stopped() }
    }

    @inline(never)
    private func stopped() -> ScriptFailure {
        signal.load(ordering: .relaxed) == 1
            ? ScriptFailure(.interrupted, "interrupted", nil)
            : ScriptFailure(.deadline, "the time allowed for the cell is over", nil)
    }

    /// Opens a frame for a call; throws when calls are nested too deeply.
    @inline(__always)
    func enter(_ frame: Base, _ site: Site) throws {
        if signal.load(ordering: .relaxed) != 0 { throw stopped() }
        if depth >= Self.maximumDepth || frame > stackLimit { throw tooDeep(site) }
        // The thread's own stack has room for far more than sixteen calls below its limit.
        if depth & 15 == 0 { try checkNativeStack(site) }
        depth += 1
    }

    @inline(never)
    private func checkNativeStack(_ site: Site) throws {
        var here: UInt8 = 0
        let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
        if address < nativeStackLimit { throw tooDeep(site) }
    }

    @inline(never)
    private func tooDeep(_ site: Site) -> ScriptFailure {
        ScriptFailure(.trap, "calls are nested too deeply (\(depth) frames)", site)
    }
}

/// Why running code stops: what passes through natives that call closures, unopened.
public final class ScriptFailure: Error, @unchecked Sendable {
    enum Reason {
        case trap, interrupted, deadline
        case thrown(Value)
    }

    let reason: Reason
    let message: String
    var site: Site?
    /// The calls under way, innermost first.
    var trace: [(function: String, site: Site)] = []
    /// How many calls were left out of the trace.
    var omitted = 0

    init(_ reason: Reason, _ message: String, _ site: Site?) {
        self.reason = reason
        self.message = message
        self.site = site
    }

    func adding(_ function: String, _ site: Site) -> ScriptFailure {
        if self.site == nil { self.site = site }
        if trace.count < 12 { trace.append((function, site)) } else { omitted += 1 }
        return self
    }
}

@inline(never)
func trap(_ message: String, _ site: Site?) -> ScriptFailure { ScriptFailure(.trap, message, site) }
