import Foundation
import Notebook
import XCTest

/// How a kernel is stopped, and how it ends.
final class KernelLifeTests: XCTestCase {
    private static let endless = "var turns = 0\nwhile true { turns += 1 }"

    func testInterruptByMessageAndBySignal() throws {
        let peer = try Peer()
        for signals in [false, true] {
            let id = peer.execute("print(\"begun\")\n" + Self.endless, ["stop_on_error": false])
            XCTAssertTrue(peer.has("stream", for: id))
            XCTAssertTrue(peer.beats(), "the heart beats while a cell runs")
            if signals {
                kill(peer.process.processIdentifier, SIGINT)
            } else {
                let asked = peer.send("interrupt_request", onControl: true)
                XCTAssertEqual(peer.reply(to: asked, onControl: true)?.content["status"] as? String, "ok")
            }
            XCTAssertEqual(peer.reply(to: id, seconds: 20)?.content["ename"] as? String, "Interrupted")
            let after = peer.execute("1 + 1")
            XCTAssertEqual(peer.reply(to: after)?.content["status"] as? String, "ok")
        }
        // Between two cells it is nobody's.
        _ = peer.send("interrupt_request", onControl: true)
        XCTAssertEqual(peer.reply(to: peer.execute("2"))?.content["status"] as? String, "ok")
    }

    func testAFailedCellGivesUpThoseThatWait() throws {
        let peer = try Peer()
        let failing = peer.execute("import Foundation\nusleep(300_000)\nlet none: [Int] = []\nnone[0]")
        let waiting = (0..<5).map { _ in peer.execute("print(\"not run\")") }
        let question = peer.send("is_complete_request", ["code": "1"])
        XCTAssertEqual(peer.reply(to: failing)?.content["status"] as? String, "error")
        for id in waiting {
            let reply = peer.reply(to: id)?.content
            XCTAssertEqual(reply?["status"] as? String, "error")
            XCTAssertEqual(reply?["ename"] as? String, "Aborted")
            XCTAssertEqual(reply?["traceback"] as? [String], [])
            XCTAssertEqual(peer.published(for: id).map(\.type), ["status", "status"])
        }
        XCTAssertEqual(peer.reply(to: question)?.content["status"] as? String, "complete")
        XCTAssertEqual(peer.reply(to: peer.execute("1"))?.content["status"] as? String, "ok")
        // Unless the client wants them to run all the same.
        let going = peer.execute("throw CancellationError()", ["stop_on_error": false])
        let next = peer.execute("3")
        XCTAssertEqual(peer.reply(to: going)?.content["status"] as? String, "error")
        XCTAssertEqual(peer.reply(to: next)?.content["status"] as? String, "ok")
    }

    func testALostProcessIsAnErrorOfItsCell() throws {
        let peer = try Peer()
        XCTAssertEqual(peer.reply(to: peer.execute("let kept = 1"))?.content["status"] as? String, "ok")
        let lost = peer.execute("import Foundation\n_exit(3)")
        XCTAssertEqual(peer.reply(to: lost)?.content["ename"] as? String, "SessionLost")
        let after = peer.execute("kept", ["stop_on_error": false])
        XCTAssertEqual(peer.reply(to: after)?.content["ename"] as? String, "TypeError")
        XCTAssertEqual(peer.reply(to: peer.execute("1 + 1"))?.content["status"] as? String, "ok")
    }

    func testShutdownWhileACellRuns() throws {
        for restarts in [false, true] {
            let peer = try Peer()
            let id = peer.execute("print(\"begun\")\n" + Self.endless)
            XCTAssertTrue(peer.has("stream", for: id))
            let asked = peer.send("shutdown_request", ["restart": .bool(restarts)], onControl: true)
            let reply = peer.reply(to: asked, onControl: true)?.content
            XCTAssertEqual(reply?["status"] as? String, "ok")
            XCTAssertEqual(reply?["restart"] as? Bool, restarts)
            XCTAssertTrue(peer.ends())
            XCTAssertEqual(peer.process.terminationStatus, 0)
        }
    }

    func testItEndsWithItsParentAndItsConnection() throws {
        let alone = try Peer()
        try FileManager.default.removeItem(atPath: alone.connection)
        XCTAssertTrue(alone.ends())
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: "/bin/sleep")
        parent.arguments = ["100"]
        try parent.run()
        let child = try Peer(environment: ["JPY_PARENT_PID": "\(parent.processIdentifier)"])
        parent.terminate()
        parent.waitUntilExit()
        XCTAssertTrue(child.ends())
    }

    func testWhatIsNotSignedIsNoRequest() throws {
        let peer = try Peer()
        let forged = peer.send("execute_request", ["code": "print(\"forged\")"], key: Array("another".utf8))
        let unsigned = peer.send("kernel_info_request", key: [])
        XCTAssertEqual(peer.reply(to: peer.execute("1"))?.content["execution_count"] as? Int, 1)
        XCTAssertNil(peer.reply(to: forged, seconds: 0.2))
        XCTAssertNil(peer.reply(to: unsigned, seconds: 0.2))
        let open = try Peer(key: "")
        XCTAssertEqual(open.reply(to: open.execute("1"))?.content["status"] as? String, "ok")
    }
}
