import Foundation
import Notebook
import XCTest

/// What Jupyter's own suite leaves out.
final class KernelTests: XCTestCase {
    private nonisolated(unsafe) static var shared: Peer?

    /// One kernel for the tests that leave it as it was.
    private func peer() throws -> Peer {
        if let peer = Self.shared, peer.process.isRunning { return peer }
        let peer = try Peer()
        Self.shared = peer
        return peer
    }

    override class func tearDown() { shared = nil }

    func testBusyAndIdleAroundEveryRequest() throws {
        let peer = try peer()
        for (type, content) in [
            ("kernel_info_request", [:]), ("comm_info_request", [:]), ("is_complete_request", ["code": "1"]),
            ("history_request", ["hist_access_type": "tail", "n": 1, "output": false, "raw": true]),
            ("odd_request", [:]), ("execute_request", ["no": "code"]), ("execute_request", ["code": ""]),
        ] as [(String, JSON)] {
            let id = peer.send(type, content)
            XCTAssertNotNil(peer.reply(to: id), type)
            let states = peer.published(for: id).compactMap { $0.content["execution_state"] as? String }
            XCTAssertEqual(states, ["busy", "idle"], type)
        }
        let id = peer.send("kernel_info_request", onControl: true)
        XCTAssertEqual(peer.reply(to: id, onControl: true)?.content["protocol_version"] as? String, "5.3")
        XCTAssertEqual(peer.published(for: id).count, 2)
    }

    func testSilentSaysAndCountsNothing() throws {
        let peer = try peer()
        let first = peer.execute("6 * 7")
        let count = try XCTUnwrap(peer.reply(to: first)?.content["execution_count"] as? Int)
        XCTAssertEqual(
            peer.published(for: first).map(\.type), ["status", "execute_input", "execute_result", "status"])
        let silent = peer.execute("print(1); 2", ["silent": true])
        XCTAssertEqual(peer.reply(to: silent)?.content["execution_count"] as? Int, count)
        XCTAssertEqual(peer.published(for: silent).map(\.type), ["status", "status"])
        let unstored = peer.execute("3", ["store_history": false])
        XCTAssertEqual(peer.reply(to: unstored)?.content["execution_count"] as? Int, count)
        _ = peer.published(for: unstored)
        let next = peer.execute("_")
        XCTAssertEqual(peer.reply(to: next)?.content["execution_count"] as? Int, count + 1)
        let history = peer.send("history_request", ["hist_access_type": "tail", "n": 2, "output": true, "raw": true])
        let items = peer.reply(to: history)?.content["history"] as? [[Any]]
        XCTAssertEqual(items?.map { ($0[2] as? [Any])?.first as? String }, ["6 * 7", "_"])
    }

    func testRandomStreamsAreThoseOfTheCell() throws {
        let peer = try peer()
        func number(_ code: String, _ cell: String?) throws -> String? {
            let id = peer.send(
                "execute_request", ["code": .string(code)], metadata: cell.map { ["cellId": .string($0)] } ?? [:])
            return peer.published(for: id).first { $0.type == "execute_result" }?.data["text/plain"] as? String
        }
        let code = "Int.random(in: 0..<1_000_000)"
        let one = try number(code, "one")
        XCTAssertEqual(try number(code + " ", "one"), one)
        XCTAssertNotEqual(try number(code, "two"), one)
        let unnamed = try number(code, nil)
        XCTAssertEqual(try number(code, "1 is no name"), unnamed)
        XCTAssertNotEqual(try number(code + " + 0", nil), unnamed)
    }

    func testColoursThatComeInPieces() throws {
        let peer = try peer()
        let id = peer.execute(
            """
            import Foundation
            print("a\\u{1B}[3", terminator: ""); usleep(300_000); print("1mred", terminator: ""); usleep(300_000)
            print("\\u{1B}[", terminator: "")
            """)
        let streams = peer.published(for: id).filter { $0.type == "stream" }.map(\.text)
        XCTAssertEqual(streams.joined(), "a\u{1B}[31mred\\u{1B}[")
    }

    func testUserExpressions() throws {
        let peer = try peer()
        let id = peer.execute("let width = 3", ["user_expressions": ["good": "width + 1", "bad": "height"]])
        let answers = peer.reply(to: id)?.content["user_expressions"] as? [String: [String: Any]]
        XCTAssertEqual(answers?["good"]?["status"] as? String, "ok")
        XCTAssertEqual((answers?["good"]?["data"] as? [String: Any])?["text/plain"] as? String, "4")
        XCTAssertEqual(answers?["bad"]?["ename"] as? String, "TypeError")
    }

    func testErrorsNameLinesOfTheCell() throws {
        let peer = try peer()
        let id = peer.execute("let few = [1]\n\nprint(few[3])\n", ["stop_on_error": false])
        let reply = try XCTUnwrap(peer.reply(to: id)?.content)
        let count = try XCTUnwrap(reply["execution_count"] as? Int)
        XCTAssertEqual(reply["ename"] as? String, "RuntimeError")
        let trace = (reply["traceback"] as? [String])?.joined(separator: "\n") ?? ""
        XCTAssertTrue(trace.hasPrefix("In[\(count)]:3:"), trace)
        XCTAssertTrue(trace.contains("\u{1B}[31merror:\u{1B}[0m"), trace)
        let error = peer.published(for: id).first { $0.type == "error" }
        XCTAssertEqual(error?.content["traceback"] as? [String], reply["traceback"] as? [String])
    }

    func testControlCharactersAreShown() throws {
        let peer = try peer()
        let id = peer.execute(#"print("a\u{1B}[2Jb\u{1B}[31mc"); "\u{1B}[2J""#)
        let heard = peer.published(for: id)
        XCTAssertEqual(heard.first { $0.type == "stream" }?.text, "a\\u{1B}[2Jb\u{1B}[31mc\n")
        let value = heard.first { $0.type == "execute_result" }?.data["text/plain"] as? String ?? ""
        XCTAssertFalse(value.contains("\u{1B}"), value)
        let bad = peer.execute(#"struct E: Error, CustomStringConvertible { var description = "x\u{1B}[2J" }"# + "\nthrow E()")
        let message = peer.reply(to: bad)?.content["evalue"] as? String ?? ""
        XCTAssertTrue(message.hasPrefix("x") && !message.contains("\u{1B}"), message)
    }

    func testNothingPrintedIsLost() throws {
        let peer = try peer()
        let id = peer.execute("for line in 0..<200_000 { print(line) }\nlet done = 1")
        let heard = peer.published(for: id)
        let streams = heard.filter { $0.type == "stream" }
        XCTAssertEqual(streams.map(\.text).joined(), (0..<200_000).map { "\($0)\n" }.joined())
        XCTAssertLessThan(streams.count, 200)
        XCTAssertEqual(heard.last?.content["execution_state"] as? String, "idle")
    }

    func testLiveFiguresTakeTheirOwnPlace() throws {
        let peer = try peer()
        let id = peer.execute(
            """
            import Foundation
            for turn in 1...8 { show("turn \\(turn)", updating: "turns"); usleep(100_000) }
            """)
        let heard = peer.published(for: id).filter { $0.type.hasSuffix("display_data") }
        XCTAssertEqual(heard.first?.type, "display_data")
        XCTAssertGreaterThan(heard.count, 1)
        XCTAssertTrue(heard.dropFirst().allSatisfy { $0.type == "update_display_data" })
        let places = heard.compactMap { ($0.content["transient"] as? [String: Any])?["display_id"] as? String }
        XCTAssertEqual(Set(places).count, 1)
        XCTAssertEqual(heard.last?.data["text/plain"] as? String, "\"turn 8\"")
    }

    func testSoundIsPlayed() throws {
        let peer = try peer()
        let id = peer.execute("Waveform((0..<8000).map { Float(sin(Double($0) * 0.2)) * 0.1 }, sampleRate: 8000)")
        let heard = peer.published(for: id).filter { $0.type == "display_data" }
        XCTAssertEqual(heard.count, 2)
        XCTAssertNotNil(heard.first?.data["image/png"])
        let sound = Data(base64Encoded: heard.last?.data["audio/wav"] as? String ?? "") ?? Data()
        XCTAssertEqual(sound.prefix(4), Data("RIFF".utf8))
        XCTAssertGreaterThan(sound.count, 16_000)
        let page = heard.last?.data["text/html"] as? String ?? ""
        XCTAssertTrue(page.hasPrefix("<figure><audio controls src=\"data:audio/wav;base64,"), String(page.prefix(80)))
    }

    func testProgressIsOneDisplay() throws {
        let peer = try peer()
        let id = peer.execute("for step in 1...60 { progress(step, of: 60); usleep(20_000) }")
        let heard = peer.published(for: id).filter { $0.type != "status" && $0.type != "execute_input" }
        XCTAssertEqual(heard.first?.type, "display_data")
        XCTAssertTrue(heard.dropFirst().allSatisfy { $0.type == "update_display_data" })
        XCTAssertLessThan(heard.count, 12)
        XCTAssertTrue((heard.last?.data["text/plain"] as? String ?? "").contains("100 %"))
    }

    func testCommsAreToldThatNobodyIsThere() throws {
        let peer = try peer()
        let open = peer.send("comm_open", ["comm_id": "c1", "target_name": "widget", "data": [:]])
        let closed = peer.published(for: open).first { $0.type == "comm_close" }
        XCTAssertEqual(closed?.content["comm_id"] as? String, "c1")
        for type in ["comm_msg", "comm_close"] {
            XCTAssertEqual(peer.published(for: peer.send(type, ["comm_id": "c1", "data": [:]])).count, 2)
        }
    }

    func testCursorsAreCountedInScalars() throws {
        let peer = try peer()
        // Two scalars make one character, and take more bytes and UTF-16 units.
        let code = "let flag = \"🇩🇪\"; Tensor.zer"
        let id = peer.send("complete_request", ["code": .string(code), "cursor_pos": .int(code.unicodeScalars.count)])
        let reply = try XCTUnwrap(peer.reply(to: id)?.content)
        XCTAssertEqual(reply["cursor_start"] as? Int, code.unicodeScalars.count - 3)
        XCTAssertEqual(reply["cursor_end"] as? Int, code.unicodeScalars.count)
        XCTAssertTrue((reply["matches"] as? [String] ?? []).contains("zeros("), "\(reply)")
        for place in [-5, 0, 1_000_000] {
            let odd = peer.send("complete_request", ["code": "é", "cursor_pos": .int(place)])
            XCTAssertEqual(peer.reply(to: odd)?.content["status"] as? String, "ok")
        }
    }
}
