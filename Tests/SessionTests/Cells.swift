import CellCompiler
import Foundation
import Session
import SessionProtocol
import Synchronization
import Work
import XCTest

/// A session and what its cells say.
final class Cells: @unchecked Sendable {
    let session: CellSession
    private let said: Said
    private var count = 0

    private final class Said: Sendable {
        let text = Mutex("")
        func hear(_ event: ReportEvent) {
            switch event {
            case .output(let more): text.withLock { $0 += more }
            case .display(let forms), .value(let forms):
                if case .text(let more)? = forms.first { text.withLock { $0 += more + "\n" } }
            default: break
            }
        }
    }

    /// - Parameter cache: compiled cells are kept beside the tests, so that a second run compiles nothing.
    init(sandbox: SandboxRules? = nil) throws {
        let library = try LibraryLocation.find()
        let cache = URL(fileURLWithPath: library.library).deletingLastPathComponent().appendingPathComponent("test-cells").path
        let compiler = try Compiler(toolchain: Toolchain.find(), library: library, cache: cache)
        let said = Said()
        self.said = said
        session = try CellSession(compiler: compiler, sandbox: sandbox) { said.hear($0) }
    }

    /// What was printed and shown since the last cell began that ``run(_:limit:)`` ran.
    var output: String { said.text.withLock(\.self) }

    /// Runs a cell; what it printed and showed.
    @discardableResult
    func run(_ source: String, limit: Double? = 20) throws -> String {
        said.text.withLock { $0 = "" }
        count += 1
        try session.evaluate(CellText(source, id: "c\(count)", file: "n.avtsnb"), limit: limit)
        return said.text.withLock { $0 }
    }

    /// Runs a cell that must fail; its error, and what it printed before.
    func failure(
        _ source: String, limit: Double? = 20, interrupted delay: Double? = nil, file: StaticString = #filePath,
        line: UInt = #line
    ) -> (error: CellError?, output: String) {
        // From when it has been compiled and says that it runs.
        let watch = delay.map { delay in
            Thread { [session, said] in
                while !said.text.withLock({ $0.contains("ready") }) { usleep(2000) }
                usleep(UInt32(delay * 1e6))
                session.interrupt()
            }
        }
        if watch != nil { said.text.withLock { $0 = "" } }
        watch?.start()
        do {
            try run(source, limit: limit)
            XCTFail("the cell should fail:\n\(source)", file: file, line: line)
        } catch let error as CellError {
            return (error, said.text.withLock { $0 })
        } catch {
            XCTFail("not an error of the cell: \(error)", file: file, line: line)
        }
        return (nil, said.text.withLock { $0 })
    }

    /// A cell ends well and says this.
    func expect(_ source: String, _ output: String, file: StaticString = #filePath, line: UInt = #line) {
        do {
            let said = try run(source)
            XCTAssertEqual(said, output, "\n\(source)", file: file, line: line)
        } catch let error as CellError {
            XCTFail("\(error.rendered())\n\(source)", file: file, line: line)
        } catch { XCTFail("\(error)\n\(source)", file: file, line: line) }
    }
}
