/// What a caller did that an operation does not allow, where no error of its own says so.
public struct BrokenRule: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String

    /// A rule that was broken, in words: what was found, what was expected, what helps.
    public init(_ description: String) { self.description = description }
}

extension Failing {
    /// Ends the running cell, or the program, with a message.
    package static func with(_ message: String, file: StaticString = #file, line: UInt = #line) -> Never {
        with(BrokenRule(message), file: file, line: line)
    }

    /// Ends the running cell, or the program, with a message when `condition` does not hold.
    ///
    /// `precondition` is the same in a debug build; in a release build it drops its message, and a crash without one helps nobody.
    @inline(__always)
    package static func unless(
        _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
    ) {
        if !condition { with(message(), file: file, line: line) }
    }

    /// The value of `body`; what it throws ends the running cell, or the program.
    package static func trying<Result>(
        file: StaticString = #file, line: UInt = #line, _ body: () throws -> Result
    ) -> Result {
        do { return try body() } catch { with(error, file: file, line: line) }
    }
}
