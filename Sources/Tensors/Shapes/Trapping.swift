/// Evaluates a shape rule that the program's author answers for: a broken rule traps with its message.
///
/// Natives of the notebook call the same rule with `try` first, so that a bad shape in a cell never ends a session.
package func obeying<Result>(
    _ rule: @autoclosure () throws(ShapeError) -> Result, file: StaticString = #file, line: UInt = #line
) -> Result {
    do {
        return try rule()
    } catch {
        fatalError(error.description, file: file, line: line)
    }
}

/// Traps with `message` when `condition` does not hold.
///
/// `precondition` is the same in a debug build; in a release build it drops its message, and a crash without one helps nobody.
@inline(__always)
package func require(
    _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
    if !condition { fatalError(message(), file: file, line: line) }
}
