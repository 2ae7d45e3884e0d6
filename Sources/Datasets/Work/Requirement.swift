import Work

/// Ends the program when the caller broke a rule, and says what was found; `precondition` drops its text in release builds.
func require(
    _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
    guard condition else { Failing.with(message(), file: file, line: line) }
}
