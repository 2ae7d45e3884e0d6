import XCTest
import CellCompiler
import Session
import SessionProtocol
final class ZProbe: XCTestCase {
    func testProbe() throws {
        guard let path = ProcessInfo.processInfo.environment["PROBE"] else { return }
        let cells = try Cells(sandbox: ProcessInfo.processInfo.environment["SANDBOX"] == nil ? nil : .init(allowsNetwork: ProcessInfo.processInfo.environment["SANDBOX"] == "net"))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for cell in text.components(separatedBy: "\n---\n") {
            do {
                let t = ContinuousClock.now
                let out = try cells.run(cell, limit: 60)
                print("<<\(out.prefix(3000))>> \(ContinuousClock.now - t)") } catch { print("ERR", (error as? Session.CellError)?.rendered() ?? "\(error)") }
        }
        print(try cells.session.variables())
    }
}
