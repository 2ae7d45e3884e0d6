import Foundation
import XCTest

/// `watch` and `--serve`: the page of a run, for those who know its address.
final class LivePageTests: FolderTestCase {
    private let notebook =
        "---\navtsnb: 1\ntitle: t\n---\n\n```swift {#a}\nfor i in 1...3 { log(\"loss\", 1 / Double(i), step: i) }\nprint(\"said\")\n```\n"

    /// What a server answers on a connection of its own, as far as it comes until `end` is there.
    private func ask(_ port: UInt16, _ path: String, host: String? = nil, until end: String = "\r\n\r\n", seconds: Double = 10)
        throws -> String
    {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        XCTAssertTrue(isConnected)
        var patience = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let request = "GET \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\nConnection: close\r\n\r\n"
        _ = request.withCString { send(socket, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        var answer = Data()
        let limit = Date(timeIntervalSinceNow: seconds)
        while Date() < limit, !String(decoding: answer, as: UTF8.self).contains(end) {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count == 0 { break }
            if count > 0 { answer += buffer[..<count] }
        }
        return String(decoding: answer, as: UTF8.self)
    }

    func testThePageOfARun() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run("run", path, in: folder).code, 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = ["watch", path]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        try process.run()
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(in: .newlines)
        let place = try XCTUnwrap(URL(string: line), line)
        let port = UInt16(try XCTUnwrap(place.port)), root = place.path.hasSuffix("/") ? place.path : place.path + "/"
        var page = ""
        for _ in 0..<50 where !page.contains("200") {
            page = try ask(port, root, until: "</html>")
            usleep(100_000)
        }
        XCTAssertTrue(page.contains("EventSource"), page)
        XCTAssertTrue(try ask(port, root + "report", until: "</html>").contains("said"))
        let events = try ask(port, root + "events", until: "event: report")
        for word in ["event: began", "event: state", "\"status\":\"ok\"", "event: points", "\"series\":\"loss\""] {
            XCTAssertTrue(events.contains(word), "\(word): \(events)")
        }

        // Whoever does not know the path, or comes by another name, gets nothing.
        for (path, host) in [
            ("/", nil), ("/x/", nil), (root + "other", nil), (root + "../n.avtsnb", nil), (root, "evil.example"),
            (root, "evil.example:\(port)"),
        ] {
            let answer = try ask(port, path, host: host)
            XCTAssertTrue(answer.hasPrefix("HTTP/1.1 40"), "\(path) \(host ?? "")\n\(answer)")
            XCTAssertFalse(answer.contains("EventSource"))
        }

        // A new run takes the place of the one before.
        XCTAssertEqual(try Binary.run("run", path, in: folder).code, 0)
        let newest = try XCTUnwrap(
            try FileManager.default.contentsOfDirectory(atPath: folder + "/n.out/runs").filter { $0 != "newest" }.max())
        XCTAssertTrue(try ask(port, root + "events", until: "event: report").contains(newest))

        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
        XCTAssertTrue(exists("n.out/report.html"))
    }

    func testARunThatIsServed() throws {
        let path = try file("n.avtsnb", notebook)
        let run = try Binary.run("run", path, "--serve", "0", in: folder)
        XCTAssertEqual(run.code, 0, run.errors)
        XCTAssertTrue(run.errors.contains("the run is shown at http://127.0.0.1:"), run.errors)
        XCTAssertEqual(try Binary.run("run", "-e", "1", "--serve", "0").code, 64)
        XCTAssertEqual(try Binary.run("watch", folder + "/none.avtsnb").code, 66)
    }
}
