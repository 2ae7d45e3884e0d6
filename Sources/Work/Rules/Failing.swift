/// How a broken rule ends the code that broke it.
public enum Failing {
    /// What a session does with an error that its cell cannot catch.
    package final class Handler: Sendable {
        let end: @Sendable (any Error) -> Never

        /// - Parameter end: ends the running cell and never comes back.
        package init(_ end: @escaping @Sendable (any Error) -> Never) { self.end = end }
    }

    /// The session's; without one a broken rule traps.
    @TaskLocal package static var handler: Handler?

    /// Ends the running cell, or the program, with `error`'s message.
    package static func with(_ error: any Error, file: StaticString, line: UInt) -> Never {
        if let handler { handler.end(error) }
        fatalError("\(error)", file: file, line: line)
    }
}
