import Foundation
import XCTest

/// Asserts that `body` ends its process with `message` on standard error: a programmer's error that says what was found.
///
/// The test runs itself again in a process of its own, where `body` is called. Use it at most once in a test method.
///
///     func testShapes() throws {
///         try assertTraps(self, "+: found [2] and [3]") { _ = Tensor.zeros([2]) + Tensor.zeros([3]) }
///     }
package func assertTraps(
    _ test: XCTestCase, _ message: String, file: StaticString = #filePath, line: UInt = #line, _ body: () -> Void
) throws {
    let mark = "AVTS_TEST_TRAPS"
    if ProcessInfo.processInfo.environment[mark] != nil { return body() }
    // "Class.method" here; "Module.Class/method" on the command line.
    let names = test.name.split(separator: ".").map(String.init)
    let module = String(reflecting: type(of: test)).split(separator: ".")[0]
    let outcome = try Subprocess.run(
        Subprocess.runningTests, ["\(module).\(names[0])/\(names[1])"],
        environment: [mark: "1", "SWIFT_BACKTRACE": "enable=no"])
    XCTAssertTrue(outcome.wasKilled, "ended with status \(outcome.status), expected a trap", file: file, line: line)
    XCTAssertTrue(
        outcome.error.contains(message), "trapped with \(outcome.error), expected \(message)", file: file, line: line)
}
