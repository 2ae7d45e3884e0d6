import Foundation
import XCTest

/// A program that takes its libraries along.
final class StandaloneTests: FolderTestCase {
    private func run(_ program: String, _ arguments: [String], environment: [String: String], in folder: String) throws -> (
        code: Int32, output: String
    ) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    func testItRunsWhereverItIsPut() throws {
        _ = try file(
            "n.avtsnb",
            "```swift\nimport Foundation\nprint(Tensor([1, 2]).sum().scalar, \"é\".folding(options: .diacriticInsensitive, locale: nil))\n```\n"
        )
        let built = try Binary.run("build", "n.avtsnb", "--standalone", in: folder)
        XCTAssertEqual(built.code, 0, built.errors)
        XCTAssertTrue(built.errors.contains("apt-get install") && built.errors.contains("libcairo2"), built.errors)
        let other = folder + "/other place"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        for name in ["n", "n.libs"] { try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(other)/\(name)") }
        let ran = try run(other + "/n", [], environment: ["HOME": folder], in: other)
        XCTAssertEqual(ran.code, 0, ran.output)
        XCTAssertTrue(ran.output.hasPrefix("3.0 e\n"), ran.output)
        // Nothing of Swift's comes from the toolchain's folder, or from where the library was built.
        let loaded = try run("/usr/bin/env", ["LD_TRACE_LOADED_OBJECTS=1", other + "/n"], environment: [:], in: other).output
        for line in loaded.split(separator: "\n")
        where ["swift", "Foundation", "AVTSKit", "dispatch"].contains(where: line.contains) {
            XCTAssertTrue(line.contains("other place/n.libs/"), String(line))
        }
        XCTAssertTrue(loaded.contains("libAVTSKit.so"), loaded)
    }

    func testWhatIsInTheWayStays() throws {
        _ = try file("n.avtsnb", "```swift\n1\n```\n")
        try FileManager.default.createDirectory(atPath: folder + "/n.libs", withIntermediateDirectories: true)
        _ = try file("n.libs/mine.txt", "mine")
        let refused = try Binary.run("build", "n.avtsnb", "--standalone", in: folder)
        XCTAssertEqual(refused.code, 73, refused.errors)
        XCTAssertEqual(contents("n.libs/mine.txt"), "mine")
        XCTAssertFalse(exists("n"))
    }

    func testTheManualNamesEveryCommand() throws {
        let page = try Binary.run("reference", "--manual").output
        for command in ["run", "test", "check", "build", "export", "import", "kernel", "clean", "doctor", "sync", "params"] {
            XCTAssertTrue(page.contains(".SS avts\\-nb \(command)\n"), command)
        }
        XCTAssertTrue(page.hasPrefix(".TH AVTS-NB 1"))
        XCTAssertTrue(page.contains(".B \\-\\-standalone\n"), page)
    }
}
