import CellCompiler
import Foundation
import XCTest

/// The programs of `Examples` compile against the library, run, and say what they promise.
final class ExampleTests: FolderTestCase {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        .standardizedFileURL.path

    private static func examples() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/Examples").filter {
            FileManager.default.fileExists(atPath: "\(root)/Examples/\($0)/main.swift")
        }.sorted()
    }

    private func run(_ name: String, _ arguments: String...) throws -> String {
        let source = try String(contentsOfFile: "\(Self.root)/Examples/\(name)/main.swift", encoding: .utf8)
        XCTAssertLessThanOrEqual(
            source.split(separator: "\n", omittingEmptySubsequences: false).count, 41, "\(name): 40 lines at most")
        let program = "\(folder)/\(name)"
        let library = try LibraryLocation.find(beside: Binary.path)
        try ProgramBuilder(toolchain: .find(), library: library).build([("main.swift", source)], to: program)
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["AVTS_DATA": "\(folder)/data"]) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: Self.root)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0, name)
        return String(decoding: data, as: UTF8.self)
    }

    func testTheManifestNamesEachOfThem() throws {
        let manifest = try String(contentsOfFile: "\(Self.root)/Examples/Package.swift", encoding: .utf8)
        let named = manifest.matches(of: #/example\("(\w+)"\)/#).map { String($0.1) }
        XCTAssertEqual(named.sorted(), try Self.examples())
        XCTAssertEqual(named.count, 3)
    }

    func testSmallNetwork() throws {
        let output = try run("SmallNetwork")
        let right = try XCTUnwrap(output.firstMatch(of: #/(\d+) of 200 points/#).flatMap { Int($0.1) }, output)
        XCTAssertGreaterThan(right, 190)
    }

    func testSpectrogram() throws {
        let output = try run("Spectrogram", "assets/sample.mp4", "\(folder)/picture.png")
        XCTAssertTrue(output.contains("log mel energies: Tensor [399, 40]"), output)
        let picture = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/picture.png"))
        XCTAssertTrue(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    func testSynchronisation() throws {
        let output = try run("Synchronisation")
        for words in ["easy: ", "hard: ", "superHard: ", "of 60 pairs", "when the sound is moved by"] {
            XCTAssertTrue(output.contains(words), output)
        }
    }
}
