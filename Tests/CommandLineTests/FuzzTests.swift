import Foundation
import XCTest

/// `avts-fuzz files` finds every fault that a reader of files can have: of one that finds nothing, nothing else would tell.
final class FuzzTests: FolderTestCase {
    private func fuzz(_ arguments: String...) throws -> (output: String, code: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().appendingPathComponent("avts-fuzz")
        process.arguments = ["files"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    func testEveryFaultIsFoundAndKept() throws {
        let (output, code) = try fuzz("faults", "--seconds", "30")
        XCTAssertEqual(code, 1, output)
        let words = [
            "trap": "died of signal", "signal": "died of signal 11", "memory": "MiB of memory",
            "stranger": "an error of another's: Stranger",
            "silent": "an error without words", "endless": "an error of 20000 bytes", "wrong": "other bytes",
            "exit": "exited with 0",
        ]
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder)
        for (name, words) in words {
            let file = try XCTUnwrap(kept.first { $0.hasSuffix("-\(name)") }, "\(name) in \(output)")
            let line = output.split(separator: "\n").first { $0.hasPrefix("\(file): ") }
            XCTAssertTrue(line?.contains(words) == true, "\(name): \(line ?? "nothing"), expected \(words)")
            // Which is still so when the file is read alone, but of an end without a word.
            if name != "exit" { XCTAssertEqual(try fuzz("faults", "--again", file).code, 1, name) }
        }
        XCTAssertFalse(kept.contains { $0.hasSuffix("-fine") }, output)
        XCTAssertEqual(kept.count, words.count, "\(kept)")
    }

    func testAFormatThatIsNone() throws {
        let (output, code) = try fuzz("tapes")
        XCTAssertEqual(code, 64, output)
        XCTAssertTrue(output.contains("tapes: found no such format; there are notebooks, media"), output)
    }
}
