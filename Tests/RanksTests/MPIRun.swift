import Foundation
import TestSupport
import XCTest

/// Starts programs by mpirun, as many as may be on however few cores; as root, too.
enum MPIRun {
    static let options = ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none"]

    static func start(
        _ count: Int, _ program: String, _ arguments: [String], environment: [String: String] = [:],
        workingDirectory: String? = nil
    ) throws -> Subprocess {
        try Subprocess(
            "mpirun", options + ["-np", "\(count)", Subprocess.product(program)] + arguments, environment: environment,
            workingDirectory: workingDirectory)
    }

    static func run(
        _ count: Int, _ program: String, _ arguments: [String], environment: [String: String] = [:],
        workingDirectory: String? = nil
    ) throws -> Subprocess.Outcome {
        try start(count, program, arguments, environment: environment, workingDirectory: workingDirectory).wait()
    }
}
