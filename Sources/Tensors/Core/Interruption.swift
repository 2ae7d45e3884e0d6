import Kernels

/// Runs `body`, whose long tensor operations and decoding are given up within a fraction of a second once `poll` throws.
///
/// What they had computed is lost, so `body` should change nothing that outlives it, or undo it.
///
///     let product = try withInterruption(polling: { try Task.checkCancellation() }) { a.matmul(b) }
///
/// - Parameter poll: called on this thread, often: it should cost no more than reading a flag.
/// - Throws: what `poll` throws, else what `body` throws.
public func withInterruption<R>(polling poll: () throws -> Void, _ body: () throws -> R) throws -> R {
    try Interruption.polling(poll, body)
}

/// Runs `body` outside of any `withInterruption` around it: for what must be done whole.
public func withoutInterruption<R>(_ body: () throws -> R) rethrows -> R { try Interruption.suspended(body) }

/// Whether the innermost `withInterruption` has been asked to give up: for long loops that are no tensor operations.
public var isInterrupted: Bool { Interruption.isAsked }
