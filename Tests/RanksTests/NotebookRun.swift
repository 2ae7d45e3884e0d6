import Foundation
import TestSupport
import XCTest

/// A notebook in a folder of its own, run by one process or by several; decoded videos are made once for all of a class.
class NotebookCase: XCTestCase {
    /// Shared by the tests of a class, like a cache folder by hosts.
    private nonisolated(unsafe) static var data: TemporaryDirectory!
    private(set) var folder = TemporaryDirectory()

    override class func setUp() { data = TemporaryDirectory() }
    override class func tearDown() { data = nil }
    override func setUp() { folder = TemporaryDirectory() }

    var cache: String { Self.data.path("data") }

    func write(_ name: String, _ cells: String) throws {
        try folder.write(name, "---\navtsnb: 1\ntitle: Ranks\nparams:\n  how: {type: string, default: \"\"}\n---\n\(cells)".utf8)
    }

    private func environment(_ more: [String: String]) -> [String: String] {
        ["AVTS_DATA": cache, "TERM": "dumb", "OPENBLAS_NUM_THREADS": "1"].merging(more) { $1 }
    }

    /// - Parameter ranks: 1 starts no mpirun.
    func start(
        _ name: String, ranks: Int, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> Subprocess {
        let arguments = ["run", folder.path(name), "--threads", "1", "--no-cache"] + arguments
        if ranks == 1 {
            return try Subprocess(Subprocess.product("avts-nb"), arguments, environment: self.environment(environment))
        }
        return try MPIRun.start(ranks, "avts-nb", arguments, environment: self.environment(environment))
    }

    func run(
        _ name: String, ranks: Int, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> Subprocess.Outcome {
        try start(name, ranks: ranks, arguments, environment: environment).wait()
    }

    /// Waits until a run has printed something.
    func hear(_ text: String, from process: Subprocess, seconds: Double = 60) {
        let end = ContinuousClock.now + .seconds(seconds)
        while process.isRunning, ContinuousClock.now < end, !process.outputSoFar.contains(text) { usleep(20_000) }
    }

    /// The processes whose command line holds `text`; those alone that this one started, or that those did, where it is given.
    func processes(_ text: String, below parent: Int32? = nil) -> [Int32] {
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return all.filter { process in
            let line = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
            return line.contains(text) && line.contains("avts-nb") && parent.map { ancestors(of: process).contains($0) } ?? true
        }.sorted()
    }

    private func ancestors(of process: Int32) -> [Int32] {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let parent = status.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap({ Int32($0) }),
            parent > 1
        else { return [] }
        return [parent] + ancestors(of: parent)
    }
}
