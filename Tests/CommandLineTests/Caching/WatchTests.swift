import Foundation
import XCTest

/// `--watch`: after each save the run's record is what a run of all would write.
final class WatchTests: FolderTestCase {
    private final class Watcher: @unchecked Sendable {
        let process = Process()
        private let lock = NSLock()
        private var text = ""

        init(_ path: String) throws {
            process.executableURL = URL(fileURLWithPath: Binary.path)
            process.arguments = ["run", path, "--watch"]
            process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "dumb"]) { $1 }
            let pipe = Pipe()
            (process.standardOutput, process.standardError, process.standardInput) = (pipe, pipe, FileHandle.nullDevice)
            try process.run()
            Thread.detachNewThread { [self] in
                while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
                    lock.withLock { text += String(decoding: data, as: UTF8.self) }
                }
            }
        }

        /// Waits until it watches again; gives what it said until then.
        func next(file: StaticString = #filePath, line: UInt = #line) -> String {
            for _ in 0..<600 {
                let said = lock.withLock { () -> String? in
                    guard let end = text.range(of: "Ctrl-C ends\n") else { return nil }
                    defer { text = String(text[end.upperBound...]) }
                    return String(text[..<end.upperBound])
                }
                if let said { return said }
                Thread.sleep(forTimeInterval: 0.05)
            }
            XCTFail("it does not watch: \(lock.withLock { text })", file: file, line: line)
            return ""
        }
    }

    private func outputs(_ folder: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/run.json"))
        let record = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try XCTUnwrap(record["cells"] as? [[String: Any]]).map { cell in
            "\(cell["id"] ?? "") \((cell["outputs"] as? [[String: Any]] ?? []).map { $0["text"] as? String ?? "" })"
        }
    }

    func testEverySaveGivesWhatARunOfAllGives() throws {
        var text = """
            ```swift {#a}
            var x = 1
            let k = 3
            struct P { var n = 1 }
            final class Box { var n = 1 }
            let box = Box()
            ```

            ```swift {#b}
            x += 10
            print("b", x)
            ```

            ```swift {#c}
            print("c", x * k)
            ```

            ```swift {#d}
            x = x * 2
            box.n += 5
            ```

            ```swift {#e}
            print("e", x, box.n)
            ```

            ```swift {#f}
            print("f", try readText("data.txt"), k)
            ```

            """
        _ = try file("data.txt", "one")
        let path = try file("w.avtsnb", text)
        let watcher = try Watcher(path)
        defer { if watcher.process.isRunning { kill(watcher.process.processIdentifier, SIGKILL) } }
        _ = watcher.next()
        func check(_ what: String, _ cells: ClosedRange<Int>, line: UInt = #line) throws {
            let said = watcher.next(line: line)
            let fresh = try Binary.run("run", path, "--no-cache", "--out", folder + "/fresh", in: folder)
            XCTAssertEqual(fresh.code, 0, fresh.errors, line: line)
            XCTAssertEqual(try outputs(folder + "/w.out"), try outputs(folder + "/fresh"), "\(what): \(said)", line: line)
            let ran = said.components(separatedBy: "[").count - 1
            XCTAssertTrue(cells.contains(ran), "\(what): \(said)", line: line)
        }
        func edit(_ old: String, _ new: String, _ cells: ClosedRange<Int>, line: UInt = #line) throws {
            XCTAssertTrue(text.contains(old), line: line)
            text = text.replacingOccurrences(of: old, with: new)
            _ = try file("w.avtsnb", text)
            try check("\(old) → \(new)", cells, line: line)
        }
        try edit("\"f\"", "\"file\"", 1...1)
        try edit("x * k", "x * k + 1", 1...6)
        try edit("x += 10", "x += 20", 4...6)
        try edit("box.n += 5", "box.n += 6", 3...6)
        try edit("var x = 1", "var x = 2", 5...6)
        try edit("```swift {#c}", "Prose.\n\n```swift {#c}", 0...0)
        _ = try file("data.txt", "another")
        try check("data.txt", 1...1)
        try edit("```swift {#e}", "```swift {#new}\nprint(\"new\", x)\nx += 1\n```\n\n```swift {#e}", 2...7)
        try edit("```swift {#new}\nprint(\"new\", x)\nx += 1\n```\n\n", "", 1...6)
        try edit("x = x * 2\n", "", 1...6)
        try edit(
            "```swift {#f}", "```swift {#g}\nextension Int { var twice: Int { self * 2 } }\nprint(x.twice)\n```\n\n```swift {#f}",
            7...7)
        try edit("self * 2", "self * 3", 7...7)

        // What cannot be read is told, and waited for; then it goes on.
        _ = try file("w.avtsnb", text + "```swift {#a}\n```\n")
        XCTAssertTrue(watcher.next().contains("error"))
        _ = try file("w.avtsnb", text.replacingOccurrences(of: "x += 20", with: "x += \"s\""))
        XCTAssertTrue(watcher.next().contains("error"))
        text = text.replacingOccurrences(of: "x += 20", with: "x += 30")
        _ = try file("w.avtsnb", text)
        try check("mended", 1...7)

        watcher.process.interrupt()
        for _ in 0..<200 where watcher.process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        if watcher.process.isRunning {
            XCTFail("an interrupt ends it")
            kill(watcher.process.processIdentifier, SIGKILL)
        }
        watcher.process.waitUntilExit()
        XCTAssertEqual(watcher.process.terminationStatus, 0)
    }

    /// An object that is changed under another name, and a condition that turns.
    func testOtherNamesAndConditions() throws {
        var text = """
            ```swift {#a}
            let pair = PretrainedPair.untrained(Configuration(scale: .smoke), seed: 3)
            let limit = [3]
            ```

            ```swift {#b}
            let other = pair
            ```

            ```swift {#c}
            other.network.videoHead.weight.value = other.network.videoHead.weight.value * 0 + 2
            ```

            ```swift {#d}
            print(pair.network.videoHead.weight.value.mean())
            ```

            ```swift {#e if="limit[0] > 2"}
            print("within")
            ```

            """
        let path = try file("o.avtsnb", text)
        let watcher = try Watcher(path)
        defer { if watcher.process.isRunning { kill(watcher.process.processIdentifier, SIGKILL) } }
        _ = watcher.next()
        for (old, new) in [("* 0 + 2", "* 0 + 5"), ("limit = [3]", "limit = [1]"), ("limit = [1]", "limit = [4]")] {
            text = text.replacingOccurrences(of: old, with: new)
            _ = try file("o.avtsnb", text)
            let said = watcher.next()
            let fresh = try Binary.run("run", path, "--no-cache", "--out", folder + "/fresh", in: folder)
            XCTAssertEqual(fresh.code, 0, fresh.errors)
            XCTAssertEqual(try outputs(folder + "/o.out"), try outputs(folder + "/fresh"), "\(new): \(said)")
        }
    }

    func testWhatDoesNotGoTogether() throws {
        let path = try file("w.avtsnb", "```swift\nprint(1)\n```\n")
        for words in [["--no-cache"], ["--json"], ["-i"], ["--only", "a"]] {
            XCTAssertEqual(try Binary.run(["run", path, "--watch"] + words).code, 64, "\(words)")
        }
        XCTAssertEqual(try Binary.run("run", "-", "--watch").code, 64)
    }
}
