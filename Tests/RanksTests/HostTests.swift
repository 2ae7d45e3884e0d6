import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// Four hosts made of network namespaces (`.ci/hosts`), with `AVTS_HOSTS=1`, as root: some two minutes.
final class HostTests: NotebookCase {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".ci/hosts").path

    private func hosts(_ arguments: String...) throws -> Subprocess.Outcome { try Subprocess.run(Self.script, arguments) }

    override func setUpWithError() throws {
        try XCTSkipUnless(ProcessInfo.processInfo.environment["AVTS_HOSTS"] == "1", "AVTS_HOSTS=1 runs it")
        _ = try hosts("down")
        let up = try hosts("up", "4")
        if up.status != 0 { throw XCTSkip("no hosts: \(up.error)") }
    }

    override func tearDown() {
        if ProcessInfo.processInfo.environment["AVTS_HOSTS"] == "1" { _ = try? hosts("down") }
    }

    /// - Parameter shared: whether the hosts share a cache.
    private func start(_ count: Int, _ out: String, steps: Int, shared: Bool = true) throws -> Subprocess {
        let data = shared ? cache : "\(cache)-$AVTS_HOST"
        let command =
            "AVTS_DATA=\(data) exec \(Subprocess.product("avts-nb")) run \(folder.path("n.avtsnb")) --out \(folder.path(out)) "
            + "--threads 1 -p how=\(steps)"
        return try Subprocess(
            Self.script, ["run", "\(count)", "-np", "\(count)", "sh", "-c", command],
            environment: ["AVTS_RANK_PATIENCE": "6", "TERM": "dumb"])
    }

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

    func testHostsAreTheSameTrainingAsOneProcess() throws {
        try write("n.avtsnb", Self.cells)
        XCTAssertEqual(try run("n.avtsnb", ranks: 1, ["--out", folder.path("one"), "-p", "how=20"]).status, 0)
        let one = try Safetensors.load(folder.path("one/files/pair.safetensors")).tensors
        for shared in [true, false] {
            let outcome = try start(4, "four-\(shared)", steps: 20, shared: shared).wait()
            XCTAssertEqual(outcome.status, 0, outcome.error)
            let four = try Safetensors.load(folder.path("four-\(shared)/files/pair.safetensors")).tensors
            for (key, tensor) in one { XCTAssertLessThan((four[key]! - tensor).abs().max().scalar, 1e-4, key) }
        }
        for host in 1...4 { try? FileManager.default.removeItem(atPath: "\(cache)-\(host)") }
    }

    func testAHostThatIsCutOff() throws {
        try write("n.avtsnb", Self.cells)
        let process = try start(4, "out", steps: 4000)
        hear("at step ten", from: process)
        XCTAssertEqual(try hosts("cut", "4").status, 0)
        let outcome = process.wait()
        XCTAssertNotEqual(outcome.status, 0)
        XCTAssert(outcome.error.contains("nothing was heard of rank 3 on avts-host-4 for 6 s"), outcome.error)
        XCTAssertEqual(outcome.error.components(separatedBy: "nothing was heard").count, 2, outcome.error)
        let fewer = try start(3, "out", steps: 4000)
        hear("resumed", from: fewer)
        XCTAssert(fewer.outputSoFar.contains("resumed"), fewer.outputSoFar + fewer.errorSoFar)
        if let front = processes(folder.path("n.avtsnb")).last { kill(front, SIGINT) }
        XCTAssertNotEqual(fewer.wait().status, 0)
    }
}
