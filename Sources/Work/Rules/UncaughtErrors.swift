import Synchronization

/// Errors that nobody caught at the top level of a cell or a program.
package enum UncaughtErrors {
    /// What takes them; without it the program ends as any Swift program does.
    private static let taker = Mutex<(@Sendable (any Error) -> Never)?>(nil)

    package static func take(by body: @escaping @Sendable (any Error) -> Never) { taker.withLock { $0 = body } }

    fileprivate static func arrive(_ error: any Error) -> Never {
        if let take = taker.withLock({ $0 }) { take(error) }
        fatalError("Error raised at top level: \(error)")
    }
}

/// Cells and programs are linked with `--wrap=swift_errorInMain`, so that the runtime's function for uncaught errors is this one.
@_cdecl("__wrap_swift_errorInMain")
public func errorAtTopLevel(_ error: UnsafeRawPointer) {
    UncaughtErrors.arrive(unsafeBitCast(error, to: (any Error).self))
}
