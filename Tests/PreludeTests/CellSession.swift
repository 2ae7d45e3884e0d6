import Prelude
import Script
import XCTest

/// A session with the whole prelude, and what its cells sent to the front end.
final class CellSession {
    let session = Session(natives: Prelude.registry())
    private(set) var events: [SessionEvent] = []

    init() {
        session.onEvent = { [unowned self] event in events.append(event) }
    }

    /// Runs a cell and gives how its value is written.
    func run(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        do {
            guard let value = try session.evaluate(source) else { return "" }
            for case .text(let text) in session.describe(value) { return text }
            return ""
        } catch {
            XCTFail("\(error)", file: file, line: line)
            return ""
        }
    }

    /// Runs a cell that must fail, gives its message, and asks for something afterwards: the session must go on.
    func failure(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        var message = ""
        do {
            _ = try session.evaluate(source)
            XCTFail("no error from: \(source)", file: file, line: line)
        } catch {
            message = "\(error)"
        }
        XCTAssertEqual(run("1 + 1", file: file, line: line), "2", "the session goes on", file: file, line: line)
        return message
    }
}
