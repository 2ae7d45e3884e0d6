import CellCompiler
import Foundation
import Session
import Work
import XCTest

/// A session of compiled cells, and what they told it.
public final class Cells {
    public let session: CellSession
    public private(set) var events: [ReportEvent] = []
    /// What was shown last, in all its forms.
    public var shown: [Representation] {
        events.reversed().lazy.compactMap(\.shown).first ?? []
    }
    /// What was printed by the last cell.
    public private(set) var output = ""
    private var count = 0

    public init() {
        do {
            session = try CellSession(compiler: Compiler(toolchain: .find(), library: .find())) { _ in }
        } catch { preconditionFailure("no session: \(error)") }
        session.onEvent = { [unowned self] event in
            if case .output(let text) = event { output += text }
            events.append(event)
        }
    }

    /// Runs a cell; what it showed last, as text.
    @discardableResult
    public func run(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        do { return try evaluate(source) } catch {
            XCTFail((error as? CellError)?.rendered() ?? "\(error)", file: file, line: line)
            return ""
        }
    }

    /// Runs a cell that must fail, gives its error, and asks for something afterwards: the session must go on.
    @discardableResult
    public func error(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> CellError? {
        var found: CellError?
        do {
            try evaluate(source)
            XCTFail("no error from: \(source)", file: file, line: line)
        } catch let error as CellError { found = error } catch { XCTFail("\(error)", file: file, line: line) }
        XCTAssertEqual(run("1 + 1", file: file, line: line), "2", "the session goes on", file: file, line: line)
        return found
    }

    /// The message of a cell that must fail.
    @discardableResult
    public func failure(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        error(source, file: file, line: line)?.rendered() ?? ""
    }

    @discardableResult
    public func evaluate(_ source: String, limit: Double? = nil) throws -> String {
        output = ""
        count += 1
        let first = events.count
        try session.evaluate(CellText(source, id: "c\(count)", file: "c\(count)"), limit: limit)
        for forms in events[first...].reversed().compactMap(\.shown) {
            for case .text(let text) in forms { return text }
        }
        return ""
    }
}
