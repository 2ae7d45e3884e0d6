import Glibc
import Synchronization

/// A long computation that may be given up half-way: what it has computed so far is then undefined, and nobody looks at it.
///
/// Kernels ask between the blocks of their work. Whoever opens a scope decides that nothing which outlives it is changed within: the
/// value of an expression, or a training step that is undone.
package final class Interruption: Sendable {
    @TaskLocal package static var current: Interruption?

    private let thread = pthread_self()
    private let asked = Atomic<Bool>(false)
    /// Used by the thread that opened the scope, until it closes it: a task begun within may keep the scope itself for longer.
    nonisolated(unsafe) private var poll: (() -> Bool)?

    private init(_ poll: @escaping () -> Bool) { self.poll = poll }

    /// Whether the work of the running scope may be left undone.
    package static var isAsked: Bool { current?.isAsked ?? false }

    /// Whether to give up. Only the thread that opened the scope polls; the others hear of it.
    var isAsked: Bool {
        if asked.load(ordering: .relaxed) { return true }
        guard pthread_equal(thread, pthread_self()) != 0, let poll, poll() else { return false }
        asked.store(true, ordering: .relaxed)
        return true
    }

    /// Runs `body` outside of the present scope.
    package static func suspended<R>(_ body: () throws -> R) rethrows -> R { try $current.withValue(nil, operation: body) }

    /// Runs `body`, whose kernels give up once `poll` throws; then throws what `poll` threw.
    package static func polling<R>(_ poll: () throws -> Void, _ body: () throws -> R) throws -> R {
        try withoutActuallyEscaping(poll) { poll in
            var reason: (any Error)?
            let scope = Interruption {
                do { try poll() } catch { reason = error }
                return reason != nil
            }
            defer { scope.poll = nil }
            let result = $current.withValue(scope) { Result { try body() } }
            if let reason { throw reason }
            return try result.get()
        }
    }
}
