import Foundation
import Notebook
import XCTest

/// What commands write where a person said: never over what is a person's.
final class WrittenFileTests: FolderTestCase {
    private let notebook = "# N\n```swift {#a}\nprint(\"one\")\n```\n"

    func testExportsWriteOverTheirOwnAlone() throws {
        let path = try file("n.avtsnb", notebook)
        for form in ["html", "md"] {
            _ = try file("n.\(form)", "mine")
            let refused = try Binary.run("export", path, "--to", form)
            XCTAssertEqual(refused.code, 73)
            XCTAssertTrue(refused.errors.contains("say --force"), refused.errors)
            XCTAssertEqual(contents("n.\(form)"), "mine")
            XCTAssertEqual(try Binary.run("export", path, "--to", form, "--force").code, 0)
            XCTAssertEqual(try Binary.run("export", path, "--to", form).code, 0, "it made the one that is there")
            _ = try file("n.\(form)", try XCTUnwrap(contents("n.\(form)")).replacing("print", with: "mine"))
            XCTAssertEqual(try Binary.run("export", path, "--to", form).code, 73, "a person has changed it")
        }
        _ = try file("other.md", "mine")
        try FileManager.default.createSymbolicLink(atPath: folder + "/link.md", withDestinationPath: "other.md")
        XCTAssertEqual(try Binary.run("export", path, "--to", "md", "-o", folder + "/link.md").code, 73)
        XCTAssertEqual(contents("other.md"), "mine")
        XCTAssertEqual(try Binary.run("export", path, "--to", "md", "-o", "/dev/null").code, 0)
        var status = stat()
        XCTAssertEqual(lstat("/dev/null", &status), 0)
        XCTAssertEqual(status.st_mode & S_IFMT, S_IFCHR, "a device is written to and not replaced")
        let full = try Binary.run("export", path, "--to", "md", "-o", "/dev/full")
        XCTAssertEqual(full.code, 73)
        XCTAssertTrue(full.errors.contains("No space left on device; make room"), full.errors)
    }

    func testPackages() throws {
        let path = try file("n.avtsnb", notebook)
        try FileManager.default.createDirectory(atPath: folder + "/p", withIntermediateDirectories: true)
        XCTAssertEqual(
            try Binary.run("export", path, "--to", "swift", "-o", folder + "/p").code, 0, "an empty folder is nobody's work")
        XCTAssertEqual(try Binary.run("export", path, "--to", "swift", "-o", folder + "/p").code, 0)
        let main = try XCTUnwrap(contents("p/Sources/n-program/main.swift"))
        _ = try file("p/Sources/n-program/main.swift", "// mine\n" + main)
        XCTAssertEqual(try Binary.run("export", path, "--to", "swift", "-o", folder + "/p").code, 73)
        XCTAssertTrue(contents("p/Sources/n-program/main.swift")?.hasPrefix("// mine") == true)
        try FileManager.default.createDirectory(atPath: folder + "/q", withIntermediateDirectories: true)
        _ = try file("q/mine.txt", "mine")
        XCTAssertEqual(try Binary.run("export", path, "--to", "swift", "-o", folder + "/q").code, 73)
        XCTAssertFalse(exists("q/Package.swift"))
    }

    func testPrograms() throws {
        let path = try file("n.avtsnb", notebook)
        _ = try file("n", "mine")
        XCTAssertEqual(try Binary.run("build", path, in: folder).code, 73)
        XCTAssertEqual(contents("n"), "mine")
        XCTAssertEqual(try Binary.run("build", path, "-o", folder + "/program").code, 0)
        XCTAssertEqual(try Binary.run("build", path, "-o", folder + "/program").code, 0)
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: folder + "/program")
        process.arguments = ["--out", folder + "/o"]
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        try process.run()
        XCTAssertEqual(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self), "one\n")
        process.waitUntilExit()
        XCTAssertEqual(contents("o/cells/a/output.txt"), "one\n")
    }

    func testSavingASession() throws {
        _ = try file("s.avtsnb", "mine")
        let refused = try Binary.run(input: "1 + 1\n:save s\n", environment: ["HOME": folder], in: folder)
        XCTAssertTrue(refused.errors.contains("--force"), refused.errors)
        XCTAssertEqual(contents("s.avtsnb"), "mine")
        let twice = try Binary.run(
            input: "1 + 1\n:save t\n2 + 2\n:save t\n:save s --force\n", environment: ["HOME": folder], in: folder)
        XCTAssertEqual(twice.code, 0, twice.errors)
        XCTAssertTrue(contents("t.avtsnb")?.contains("2 + 2") == true, "it wrote that one itself")
        XCTAssertTrue(contents("s.avtsnb")?.contains("2 + 2") == true)
    }

    func testAcceptingKeepsLinksAndRights() throws {
        let text = "```swift {#a}\nprint(\"new\")\n```\n```output\nold\n```\n"
        let path = try file("real.avtsnb", text)
        chmod(path, 0o600)
        try FileManager.default.createSymbolicLink(atPath: folder + "/n.avtsnb", withDestinationPath: "real.avtsnb")
        XCTAssertEqual(try Binary.run("test", "--accept", folder + "/n.avtsnb").code, 0)
        XCTAssertEqual(contents("real.avtsnb"), text.replacing("old", with: "new"))
        var status = stat()
        XCTAssertEqual(lstat(folder + "/n.avtsnb", &status), 0)
        XCTAssertEqual(status.st_mode & S_IFMT, S_IFLNK)
        XCTAssertEqual(stat(path, &status), 0)
        XCTAssertEqual(status.st_mode & 0o777, 0o600)
        _ = try file("real.avtsnb", text)
        chmod(path, 0o444)
        let refused = try Binary.run("test", "--accept", path)
        XCTAssertEqual(refused.code, 73)
        XCTAssertTrue(refused.errors.contains("it is read-only (mode 444)"), refused.errors)
        XCTAssertEqual(contents("real.avtsnb"), text)
    }

    func testAFullStandardOutput() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        process.arguments = ["-e", "print(1)"]
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 74)
        XCTAssertTrue(words.contains("cannot write to standard output: No space left on device"), words)
    }

    func testAnOutputFolderOfAPersons() throws {
        let path = try file("n.avtsnb", notebook)
        try FileManager.default.createDirectory(atPath: folder + "/o", withIntermediateDirectories: true)
        _ = try file("o/report.html", "mine")
        for command in ["run", "test"] {
            let refused = try Binary.run(command, path, "--out", folder + "/o")
            XCTAssertEqual(refused.code, 73)
            XCTAssertTrue(refused.errors.contains("report.html is there, and no run made it"), refused.errors)
        }
        XCTAssertEqual(try Binary.run("clean", path, "--out", folder + "/o").code, 0)
        XCTAssertEqual(contents("o/report.html"), "mine")
        XCTAssertEqual(try Binary.run("run", path, "--out", folder + "/o", "--force").code, 0)
        XCTAssertTrue(contents("o/report.html")?.contains("one") == true)
        XCTAssertEqual(try Binary.run("run", path, "--out", folder + "/n.avtsnb/o").code, 73)
    }

    /// Cells may write their own files, and nothing of what the run says of them.
    func testCellsCannotChangeTheRecord() throws {
        let path = try file(
            "n.avtsnb",
            "```swift {#a}\ntry \"mine\".write(toFile: \"\(folder)/n.out/x\", atomically: false, encoding: .utf8)\n```\n")
        let refused = try Binary.run(path)
        if refused.errors.contains("this kernel has no Landlock") { return }
        XCTAssertEqual(refused.code, 1)
        XCTAssertFalse(exists("n.out/x"))
    }

    func testNothingStaysInTheTemporaryFolder() throws {
        try FileManager.default.createDirectory(atPath: folder + "/tmp", withIntermediateDirectories: true)
        let path = try file("n.avtsnb", notebook)
        for arguments in [
            ["run", path], ["test", path], ["-e", "1"], ["run", "-"], ["build", path, "-o", folder + "/program"],
        ] {
            _ = try Binary.run(arguments, input: "print(1)\n", environment: ["TMPDIR": folder + "/tmp"])
            XCTAssertEqual(
                try FileManager.default.contentsOfDirectory(atPath: folder + "/tmp"), [], arguments.joined(separator: " "))
        }
    }
}
