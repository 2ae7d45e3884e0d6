import Foundation
import XCTest

/// The built command, as a user would call it.
enum Binary {
    static let path: String = {
        let folder =
            Bundle.main.bundleURL.pathExtension == "xctest"
            ? Bundle.main.bundleURL.deletingLastPathComponent() : Bundle.main.bundleURL
        return folder.appendingPathComponent("avts-nb").path
    }()

    struct Outcome {
        let output: String
        let errors: String
        let code: Int32
    }

    /// Runs the command to its end. `signal` is sent as soon as the output holds `after`.
    static func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], in folder: String? = nil,
        signal: Int32? = nil, after: String = ""
    ) throws -> Outcome {
        try run(arguments, input: input, environment: environment, in: folder, signal: signal, after: after)
    }

    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], in folder: String? = nil,
        signal: Int32? = nil, after: String = ""
    ) throws -> Outcome {
        let process = Process()
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "dumb"]) { $1 }.merging(environment) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stderr
        let errors = Collector(stderr.fileHandleForReading)
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        var output = Data()
        var sent = signal == nil
        while true {
            let piece = stdout.fileHandleForReading.availableData
            if piece.isEmpty { break }
            output += piece
            if !sent, let signal, String(decoding: output, as: UTF8.self).contains(after) {
                kill(process.processIdentifier, signal)
                sent = true
            }
        }
        process.waitUntilExit()
        return Outcome(
            output: String(decoding: output, as: UTF8.self), errors: errors.text(), code: process.terminationStatus)
    }

    /// Reads a pipe to its end on a thread of its own, so that neither side waits for the other.
    private final class Collector: @unchecked Sendable {
        private var data = Data()
        private let done = DispatchSemaphore(value: 0)

        init(_ handle: FileHandle) {
            Thread.detachNewThread { [self] in
                data = handle.readDataToEndOfFile()
                done.signal()
            }
        }

        func text() -> String {
            done.wait()
            return String(decoding: data, as: UTF8.self)
        }
    }
}

/// A folder of its own for each test, gone afterwards.
class FolderTestCase: XCTestCase {
    private(set) var folder = ""

    override func setUpWithError() throws {
        folder = NSTemporaryDirectory() + "avts-nb-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes a file into the folder and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        let home = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    func contents(_ name: String) -> String? { try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }
}
