import Foundation
import Layers
import TestSupport
import XCTest

/// Checkpoints are the first rank's, and any number of ranks goes on from them.
final class RankCheckpointTests: NotebookCase {
    private static let cells = """

        ```swift {#train timeout=5m}
        let data = try PretrainingData.synthetic(scale: "smoke")
        let pretraining = try Pretraining(data, Configuration(scale: "smoke"), seed: 3)
        let observer = ClosureObserver { event in
            switch event {
            case .resumed(let step, _, _, _): print("resumed", step)
            case .step(let report) where report.step == 10: print("at step ten")
            default: break
            }
        }
        let stage = Stage(.mixed, steps: Int(params.how)!, learningRate: 0.0003)
        let pair = try pretraining.train([stage], checkpoints: outputPath("checkpoints"), validateEvery: 0, observers: [observer])
        try pair.network.save(to: outputPath("pair.safetensors"))
        ```
        """

    private func checkpoints(_ out: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("\(out)/files/checkpoints/stage-1"))) ?? [])
            .filter { $0.hasSuffix(".checkpoint") }.sorted()
    }

    /// Starts a training that is interrupted on the way, by a signal to one of its ranks; gives the step of its checkpoint.
    private func interrupted(_ out: String, ranks: Int, signal: Int32, after text: String) throws -> Int {
        let process = try start("n.avtsnb", ranks: ranks, ["--out", folder.path(out), "-p", "how=4000"])
        hear(text, from: process)
        if let last = processes("avts-nb\0run", below: process.identifier).last { kill(last, signal) }
        let outcome = process.wait()
        XCTAssert(outcome.status != 0 && outcome.output.contains(text), outcome.output + outcome.error)
        return checkpoints(out).last.flatMap { Int($0.dropFirst(5).prefix(8)) } ?? 0
    }

    func testAnotherNumberOfRanksGoesOn() throws {
        try write("n.avtsnb", Self.cells)
        let step = try interrupted("out", ranks: 3, signal: SIGTERM, after: "at step ten")
        XCTAssert((10..<4000).contains(step), "\(step)")
        // Another stage by its length cannot go on from it, and says so once.
        let other = try run("n.avtsnb", ranks: 2, ["--out", folder.path("out"), "-p", "how=20"])
        XCTAssertEqual(other.status, 1)
        XCTAssertEqual(other.error.components(separatedBy: "other settings").count, 2, other.error)
        let later = try interrupted("out", ranks: 2, signal: SIGKILL, after: "resumed \(step)")
        XCTAssertGreaterThanOrEqual(later, step)
        let process = try start("n.avtsnb", ranks: 1, ["--out", folder.path("out"), "-p", "how=4000"])
        hear("resumed", from: process)
        XCTAssert(process.outputSoFar.contains("resumed \(later)"), process.outputSoFar)
        process.kill(SIGINT)
        _ = process.wait()
    }

    func testAHostThatDoesNotSeeTheCheckpointsGoesOn() throws {
        try write("n.avtsnb", Self.cells)
        // Ranks other than the first put their files elsewhere: they have no such folder.
        let first = try run("n.avtsnb", ranks: 2, ["--out", folder.path("out"), "-p", "how=12"])
        XCTAssertEqual(first.status, 0, first.error)
        let again = try run("n.avtsnb", ranks: 2, ["--out", folder.path("out"), "-p", "how=12"])
        XCTAssertEqual(again.status, 0, again.error)
        XCTAssertEqual(again.output, "resumed 12\n")
    }
}
