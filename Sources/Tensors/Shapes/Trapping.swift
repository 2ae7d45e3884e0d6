import Work

/// Evaluates a shape rule that the caller answers for: a broken rule ends the running cell with its error, or the program with its message.
package func obeying<Result>(
    _ rule: @autoclosure () throws(ShapeError) -> Result, file: StaticString = #file, line: UInt = #line
) -> Result {
    do {
        return try rule()
    } catch {
        Failing.with(error, file: file, line: line)
    }
}

/// Ends the running cell, or the program, with `message` when `condition` does not hold.
///
/// `precondition` is the same in a debug build; in a release build it drops its message, and a crash without one helps nobody.
@inline(__always)
package func require(
    _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
    if !condition { Failing.with(message(), file: file, line: line) }
}
