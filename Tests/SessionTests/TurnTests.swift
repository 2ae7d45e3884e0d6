import CellCompiler
import Foundation
import Session
import Synchronization
import Work
import XCTest

/// Several callers of one session, and interrupts that come when nothing runs.
final class TurnTests: XCTestCase {
    func testCallersTakeTurnsAndNoneIsForgotten() throws {
        let cells = try Cells()
        try cells.run("var list: [Int] = []")
        let session = cells.session
        let failures = Mutex(0)
        let group = DispatchGroup()
        for caller in 0..<6 {
            group.enter()
            Thread.detachNewThread {
                for turn in 0..<3 {
                    do {
                        try session.evaluate(
                            CellText("list.append(\(caller * 3 + turn))", id: "t\(caller).\(turn)", file: "n.avtsnb"))
                        _ = try session.variables()
                    } catch { failures.withLock { $0 += 1 } }
                }
                group.leave()
            }
        }
        XCTAssertEqual(group.wait(timeout: .now() + 120), .success, "a caller was forgotten")
        XCTAssertEqual(failures.withLock(\.self), 0)
        cells.expect("list.sorted() == Array(0..<18)", "true\n")
    }

    func testAnInterruptBetweenTwoCellsHitsNeither() throws {
        let cells = try Cells()
        for number in 0..<5 {
            try cells.run("print(\(number))")
            cells.session.expect([CellText("let ahead\(number) = 1", id: "a\(number)", file: "n.avtsnb")])
            cells.session.interrupt()
            XCTAssertNoThrow(
                try cells.session.evaluate(CellText("let ahead\(number) = 1", id: "a\(number)", file: "n.avtsnb")))
        }
    }

    func testAnInterruptWhileOthersWaitHitsTheOneThatRuns() throws {
        let cells = try Cells()
        let session = cells.session
        let names = Mutex<[String]>([])
        let group = DispatchGroup()
        func evaluate(_ source: String, _ id: String) {
            group.enter()
            Thread.detachNewThread {
                do { try session.evaluate(CellText(source, id: id, file: "n.avtsnb")) } catch {
                    names.withLock { $0.append((error as? CellError)?.name ?? "\(error)") }
                }
                group.leave()
            }
        }
        evaluate("print(\"ready\"); while true {}", "loop")
        while !cells.output.contains("ready") { usleep(2000) }
        evaluate("let waited = 7", "waits")
        usleep(50_000)
        session.interrupt()
        XCTAssertEqual(group.wait(timeout: .now() + 60), .success)
        XCTAssertEqual(names.withLock(\.self), ["Interrupted"])
        cells.expect("waited", "7\n")
    }

    func testPathsBeginWhereTheSessionSays() throws {
        let folder = NSTemporaryDirectory() + "avts-nb-place-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("words".utf8).write(to: URL(fileURLWithPath: folder + "/words.txt"))
        let cells = try Cells()
        cells.session.folder = folder
        cells.expect("try readText(\"words.txt\")", "\"words\"\n")
        cells.expect("try String(contentsOfFile: \"words.txt\", encoding: .utf8)", "\"words\"\n")
        // Where a cell goes, the next one is.
        cells.expect("FileManager.default.changeCurrentDirectoryPath(\"/\")", "true\n")
        cells.expect("FileManager.default.currentDirectoryPath", "\"/\"\n")
        cells.session.folder = nil
        cells.expect("FileManager.default.currentDirectoryPath", "\"\(FileManager.default.currentDirectoryPath)\"\n")
    }

    func testSecretsAreDottedOut() throws {
        let cells = try Cells()
        cells.session.parameters = ["token": "hunter2-hunter2"]
        cells.session.secrets = Secrets(["hunter2-hunter2"])
        XCTAssertEqual(try cells.run("let token = parameter(\"token\", \"\")\nprint(\"<\\(token)>\")\ntoken"), "<•••>\n\"•••\"\n")
        cells.expect("token.count", "15\n")
        let error = cells.failure("struct Odd: Error, CustomStringConvertible { var description: String { token } }\nthrow Odd()")
            .error
        XCTAssertEqual(error?.message, "•••")
        XCTAssertFalse(try cells.session.variables().contains { $0.value.contains("hunter2") })
    }
}
