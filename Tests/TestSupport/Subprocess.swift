import Foundation

/// Runs a program to its end, or starts one that a test will kill.
package final class Subprocess {
    /// What a program left behind.
    package struct Outcome: Sendable {
        /// Exit status, or the number of the signal that ended it when `wasKilled`.
        package var status: Int32
        package var wasKilled: Bool
        package var output: String
        package var error: String
    }

    private let process = Process()
    private let directory = TemporaryDirectory()

    /// The path of the program that runs these tests.
    package static var runningTests: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
    }

    /// The path of a program of this package, built beside the running tests.
    package static func product(_ name: String) -> String {
        URL(fileURLWithPath: runningTests).deletingLastPathComponent().appendingPathComponent(name).path
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: absolute, or a name to look up in `PATH`.
    ///   - environment: added to the one of the tests.
    ///   - input: what it reads on standard input; nothing by default.
    package init(
        _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "",
        workingDirectory: String? = nil
    ) throws {
        let isPath = path.contains("/")
        process.executableURL = URL(fileURLWithPath: isPath ? path : "/usr/bin/env")
        process.arguments = isPath ? arguments : [path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let workingDirectory { process.currentDirectoryURL = URL(fileURLWithPath: workingDirectory) }
        // Files and not pipes: a program that writes much never waits for a reader.
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: directory.write("in", input.utf8)))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.write("out", [])))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.write("err", [])))
        try process.run()
    }

    package var identifier: Int32 { process.processIdentifier }
    package var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    package var outputSoFar: String { text("out") }
    /// What it has written to standard error so far.
    package var errorSoFar: String { text("err") }

    /// Sends it a signal, `SIGKILL` by default.
    package func kill(_ signal: Int32 = 9) { Foundation.kill(process.processIdentifier, signal) }

    /// Waits for its end.
    package func wait() -> Outcome {
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: text("out"), error: text("err"))
    }

    /// Runs a program to its end.
    package static func run(
        _ path: String, _ arguments: [String] = [], environment: [String: String] = [:], input: String = "",
        workingDirectory: String? = nil
    ) throws -> Outcome {
        try Subprocess(
            path, arguments, environment: environment, input: input, workingDirectory: workingDirectory
        ).wait()
    }

    private func text(_ name: String) -> String {
        (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: directory.path(name))), as: UTF8.self)) ?? ""
    }
}
