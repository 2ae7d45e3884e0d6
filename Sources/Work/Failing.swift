import Synchronization

/// How a broken rule ends the code that broke it.
public enum Failing {
    /// A session puts here what ends the running cell with an error and never comes back; without one a broken rule traps.
    @TaskLocal package static var end: (@Sendable (any Error) -> Never)?

    /// Ends the running cell, or the program, with `error`'s message.
    package static func with(_ error: any Error, file: StaticString, line: UInt) -> Never {
        if let end { end(error) }
        fatalError("\(error)", file: file, line: line)
    }
}
