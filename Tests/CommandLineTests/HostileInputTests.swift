import Foundation
import XCTest

/// What is named on the command line, comes through standard input or is read by a cell, and is no file or never ends.
final class HostileInputTests: FolderTestCase {
    private func pipe() -> String {
        let path = folder + "/p.avtsnb"
        if !exists("p.avtsnb") { XCTAssertEqual(mkfifo(path, 0o600), 0) }
        return path
    }

    func testANotebookThatIsNoFile() throws {
        for (path, kind) in [
            (pipe(), "a pipe, expected a file; `-` reads standard input"), ("/dev/zero", "a device, expected a file"),
            (folder, "a folder, expected a file"),
        ] {
            for command in ["run", "test", "check"] {
                let outcome = try Binary.run(command, path, in: folder)
                XCTAssertTrue(
                    outcome.errors.contains("cannot read \(path): it is \(kind)"), "\(command) \(path): \(outcome.errors)")
                XCTAssertEqual(outcome.code, 66, "\(command) \(path)")
            }
        }
    }

    func testStandardInputWithoutAnEnd() throws {
        for (arguments, limit) in [("run -", "it has more than 67108864 bytes"), ("", "a line has more than 16777216 bytes")] {
            let shell = "ulimit -v 16000000; exec '\(Binary.path)' \(arguments) < /dev/zero"
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", shell]
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            XCTAssertTrue(text.contains("cannot read standard input: \(limit)"), text)
            XCTAssertNotEqual(process.terminationStatus, 0)
        }
    }

    func testATextThatACellReads() throws {
        for path in [pipe(), "/dev/zero", folder] {
            let outcome = try Binary.run("run", "-", input: "print(try readText(\"\(path)\"))\n", in: folder)
            XCTAssertTrue(
                outcome.errors.contains("cannot read \(path): it is a")
                    || outcome.output.contains("cannot read \(path): it is a"), outcome.errors)
            XCTAssertEqual(outcome.code, 1)
        }
    }
}
