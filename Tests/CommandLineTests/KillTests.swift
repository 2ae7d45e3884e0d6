import Foundation
import Notebook
import XCTest

/// Processes that are killed at any moment lose nothing. `AVTS_KILLS=200` kills more often.
final class KillTests: FolderTestCase {
    private let kills = ProcessInfo.processInfo.environment["AVTS_KILLS"].flatMap { Int($0) } ?? 25

    /// Starts the command and kills it some time within its life, which the first ones are let to have.
    private func killed(_ arguments: String..., after milliseconds: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while process.isRunning, ContinuousClock.now < end { usleep(500) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    private func record(_ name: String) throws -> RunRecord {
        try XCTUnwrap(RunRecord(json: [UInt8](XCTUnwrap(contents(name), name).utf8)), name)
    }

    func testSaving() throws {
        let cells = (0..<8).map { "```swift {#c\($0)}\nprint(\"cell \($0)\"); record(\"r\($0)\", \($0).0)\n```\n" }.joined()
        let path = try file("n.avtsnb", cells)
        let began = ContinuousClock.now
        XCTAssertEqual(try Binary.run(path).code, 0)
        let whole = Int((ContinuousClock.now - began).seconds * 1000)
        let first = try record("n.out/run.json")
        var cut = 0
        for turn in 0..<kills {
            // Spread over the life of a run, and a little beyond.
            try killed(path, "--keep", "1000", after: whole * (turn * 37 % 100 + 10) / 100)
            let shown = try record("n.out/run.json")
            // What is shown is a run that got somewhere, and all that it lists is there as it says.
            XCTAssertTrue(shown.cells.contains { $0.status == .ok }, "\(turn)")
            let folder = "n.out/runs/\(try XCTUnwrap(shown.run))"
            XCTAssertTrue(exists(folder), "\(turn)")
            for file in shown.made ?? [] {
                XCTAssertEqual(contents("\(folder)/\(file.path)")?.utf8.count, file.bytes, "\(turn): \(file.path)")
            }
            XCTAssertTrue(contents("n.out/report.html")?.hasSuffix("</html>\n") == true, "\(turn)")
            if shown.status == .running { cut += 1 }
        }
        let kept = try record("n.out/runs/\(try XCTUnwrap(first.run))/run.json")
        XCTAssertEqual(kept.results.count, 8)
        XCTAssertEqual(kept.status, .ok)
        XCTAssertEqual(contents("n.out/runs/\(try XCTUnwrap(first.run))/cells/c7/output.txt"), "cell 7\n")
        // The next run goes as if nothing had been.
        XCTAssertEqual(try Binary.run(path, "--keep", "1000").code, 0)
        XCTAssertEqual(try record("n.out/run.json").results.count, 8)
        XCTAssertEqual(contents("n.avtsnb"), cells)
        XCTAssertEqual(try Binary.run("clean", path).code, 0)
        XCTAssertFalse(exists("n.out"))
    }

    func testAccepting() throws {
        func notebook(_ text: String) -> String {
            (0..<4).map { "```swift {#c\($0)}\nprint(\"new \($0)\")\n```\n```output\n\(text) \($0)\n```\n" }.joined()
        }
        let (old, new) = (notebook("old"), notebook("new"))
        let path = try file("n.avtsnb", old)
        let began = ContinuousClock.now
        XCTAssertEqual(try Binary.run("test", "--accept", path).code, 0)
        let whole = Int((ContinuousClock.now - began).seconds * 1000)
        XCTAssertEqual(contents("n.avtsnb"), new)
        for turn in 0..<kills {
            _ = try file("n.avtsnb", old)
            try killed("test", "--accept", path, after: whole * (turn * 37 % 100 + 10) / 100)
            let text = try XCTUnwrap(contents("n.avtsnb"))
            XCTAssertTrue(text == old || text == new, "\(turn): \(text)")
        }
        XCTAssertFalse(exists("n.out"))
    }

    /// A long cell that comes first takes nothing away from the run before; one that comes second has the first one's results on disk.
    func testALongCell() throws {
        let short = try file(
            "n.avtsnb", "```swift {#a}\nrecord(\"a\", 1.0)\nprint(\"first\")\n```\n```swift {#b}\nprint(2)\n```\n")
        XCTAssertEqual(try Binary.run(short).code, 0)
        let long =
            "for i in 0..<1_000_000_000 { if i % 1000 == 0 { progress(i, of: 1_000_000_000, note: \"loss \\(i)\"); usleep(1000) } }"
        _ = try file("n.avtsnb", "```swift {#b}\n\(long)\n```\n```swift {#a}\nprint(\"first\")\n```\n")
        try killed(short, after: 3000)
        XCTAssertEqual(try record("n.out/run.json").results["a"]?.value, .number(1))
        _ = try file("n.avtsnb", "```swift {#a}\nrecord(\"a\", 2.0)\nprint(\"first\")\n```\n```swift {#b}\n\(long)\n```\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = [short]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        var seen: RunRecord?
        for _ in 0..<600 where seen == nil {
            usleep(100_000)
            if let record = try? record("n.out/run.json"), record.cells.last?.progress != nil { seen = record }
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let record = try record("n.out/run.json")
        XCTAssertEqual(record.status, .running)
        XCTAssertEqual(record.results["a"]?.value, .number(2))
        XCTAssertEqual(record.cells.map(\.status), [.ok, .running])
        XCTAssertEqual(record.cells[0].text, "first\n")
        XCTAssertTrue(record.cells[1].progress?.detail.hasPrefix("loss ") == true)
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
