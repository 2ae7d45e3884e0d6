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

    func testEveryFaultIsFound() throws {
        for (name, words) in [
            ("trap", "died of signal"), ("signal", "died of signal 11"), ("memory", "MiB of memory"),
            ("stranger", "an error of another's: Stranger"), ("silent", "an error without words"),
            ("endless", "an error of 20000 bytes"), ("wrong", "other bytes"), ("fine", "ended as it should"),
        ] {
            let path = try file("avts-fuzz-faults-1-0-\(name)", "x")
            let (output, code) = try fuzz("faults", "--again", path)
            XCTAssertEqual(code, name == "fine" ? 0 : 1, output)
            XCTAssertTrue(output.contains(words), "\(name): \(output)")
        }
    }

    func testWhatIsFoundIsKeptOnce() throws {
        let (output, code) = try fuzz("faults", "--seconds", "8")
        XCTAssertEqual(code, 1, output)
        let told = output.split(separator: "\n").compactMap { line -> (file: String, kind: String)? in
            guard line.hasPrefix("avts-fuzz-"), let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[..<colon].split(separator: "-").last.map(String.init) ?? "")
        }
        XCTAssertGreaterThan(told.count, 1, output)
        XCTAssertEqual(Set(told.map(\.kind)).count, told.count, "the same fault twice: \(output)")
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder).sorted(), told.map(\.file).sorted())
        for (file, kind) in told where kind != "exit" { XCTAssertEqual(try fuzz("faults", "--again", file).code, 1, file) }
    }

    func testAFormatThatIsNone() throws {
        let (output, code) = try fuzz("tapes")
        XCTAssertEqual(code, 64, output)
        XCTAssertTrue(output.contains("tapes: found no such format; there are notebooks, media"), output)
    }
}
