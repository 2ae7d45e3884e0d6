import Files
import Foundation
import Layers
import Tensors
import TestSupport
import Training
import XCTest

/// Checkpoints and logs that are damaged, lie, or are no files at all.
final class DamagedFileTests: XCTestCase {
    /// A folder with one checkpoint of step 14; gives its path.
    private func checkpoint(in folder: TemporaryDirectory) throws -> String {
        let model = TinyProblem.model()
        let trainer = TinyProblem.trainer(model, options: options(folder))
        try trainer.fit(upTo: 14, batch: TinyProblem.batch, loss: TinyProblem.loss(model))
        return folder.path("checkpoints/step-00000014.checkpoint")
    }

    private func options(_ folder: TemporaryDirectory) -> Trainer.Options {
        .init(checkpointFolder: folder.path("checkpoints"), checkpointEvery: 14, checkpointsKept: 3, observeEvery: 3)
    }

    private func resume(_ folder: TemporaryDirectory) throws -> Int? {
        try TinyProblem.trainer(TinyProblem.model(seed: 7), options: options(folder)).resume()
    }

    /// Any bit: the checksum tells, and the error which file.
    func testDamageIsFoundAndNeverTraps() throws {
        try withTemporaryDirectory { folder in
            let path = try checkpoint(in: folder)
            let good = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            XCTAssertEqual(try resume(folder), 14)
            let peak = try peakMemory {
                for bytes in Array(Mutants(of: good, count: 300)) + Mutants.prefixes(of: good, head: 200) where bytes != good {
                    try Data(bytes).write(to: URL(fileURLWithPath: path))
                    do {
                        let step = try resume(folder)
                        // Spaces that pad a header may become others.
                        XCTAssertEqual(step, 14)
                    } catch { XCTAssertTrue("\(error)".contains(path), "\(error)") }
                }
            }
            XCTAssertLessThan(peak, 64 << 20)
        }
    }

    /// A state that is whole by its checksum and still cannot be: nothing is counted on from there.
    func testAStateThatCannotBeIsDamage() throws {
        try withTemporaryDirectory { folder in
            let path = try checkpoint(in: folder)
            let contents = try Safetensors.load(path)
            let state = try XCTUnwrap(contents.metadata["avts.state"])
            func assertRefused(_ change: (String) -> String, _ what: String) throws {
                let json = change(state)
                XCTAssertNotEqual(json, state, what)
                var metadata = contents.metadata
                metadata["avts.state"] = json
                metadata["avts.sha256"] = checksum(contents.tensors, json)
                try Safetensors.save(contents.tensors, metadata: metadata, to: path)
                XCTAssertThrowsError(try resume(folder), what) { XCTAssertTrue("\($0)".contains(path), "\($0)") }
            }
            for number in ["-1", "9223372036854775807", "9007199254740993", "99999999999999999999", "1.5", "\"5\"", "null"] {
                try assertRefused({ $0.replacing("\"step\":14", with: "\"step\":\(number)") }, "step \(number)")
                try assertRefused(
                    { $0.replacing("\"optimizerStep\":14", with: "\"optimizerStep\":\(number)") }, "optimizerStep \(number)")
                try assertRefused(
                    { $0.replacing("\"observed\":{\"count\":2", with: "\"observed\":{\"count\":\(number)") }, "observed \(number)"
                )
                try assertRefused({ $0.replacing(/"waited":\d+/, with: "\"waited\":\(number)") }, "waited \(number)")
            }
            try assertRefused({ $0.replacing("\"names\":[", with: "\"names\":[\"nothing\",") }, "a name without a series")
            try assertRefused({ $0.replacing(/"steps":\[\d+,/, with: "\"steps\":[") }, "fewer steps than figures")
            try assertRefused({ _ in String(repeating: "[", count: 100_000) }, "100,000 lists within one another")
            try assertRefused({ _ in "" }, "nothing")
        }
    }

    /// What is quoted of a file may be as long as the file.
    func testLongClaimsAreShortened() throws {
        try withTemporaryDirectory { folder in
            let path = try checkpoint(in: folder)
            let contents = try Safetensors.load(path)
            let state = try XCTUnwrap(contents.metadata["avts.state"])
            let long = String(repeating: "a", count: 70_000)
            let rule = state.replacing("\"optimizerRule\":\"SGD", with: "\"optimizerRule\":\"\(long)")
            let step = state.replacing("\"step\":14", with: "\"step\":\"\(long)\"")
            for (format, json) in [(long, state), ("2", rule), ("2", step)] {
                XCTAssertTrue(format == long || json != state)
                let metadata = [
                    "avts.checkpoint": format, "avts.state": json, "avts.sha256": checksum(contents.tensors, json),
                ]
                try Safetensors.save(contents.tensors, metadata: metadata, to: path)
                XCTAssertThrowsError(try resume(folder)) {
                    XCTAssertTrue("\($0)".contains(path) && "\($0)".utf8.count < 2000, "\("\($0)".utf8.count) bytes")
                }
            }
        }
    }

    /// What a whole file would have for these contents.
    private func checksum(_ tensors: [String: Tensor], _ json: String) -> String {
        var digest = Digest()
        digest.add(tensors)
        digest.add(json)
        return digest.finish()
    }

    func testWhatIsNoFileIsNoCheckpoint() throws {
        try withTemporaryDirectory { folder in
            let path = try checkpoint(in: folder)
            try withTemporaryDirectory { other in
                for hostile in HostileFiles(in: other).paths {
                    let newer = folder.path("checkpoints/step-00000019.checkpoint")
                    XCTAssertEqual(symlink(hostile, newer), 0)
                    XCTAssertEqual(try resume(folder), 14, "the older one is used")
                    unlink(newer)
                }
            }
            XCTAssertTrue(FileManager.default.fileExists(atPath: path))
        }
    }

    func testALogIsNeverWaitedForNorWrittenOver() throws {
        try withTemporaryDirectory { folder in
            for hostile in HostileFiles(in: folder).paths {
                let log = CSVLog(hostile)
                log.receive(.started(step: 2, end: 3, parameters: 1))
                XCTAssertEqual(log.failure?.hasSuffix(", expected a file"), true, log.failure ?? "no failure")
            }
            let path = try folder.write("log.csv", Array("step,name,value\n1,loss,".utf8) + [0xFF])
            let log = CSVLog(path)
            log.receive(.started(step: 2, end: 3, parameters: 1))
            XCTAssertEqual(log.failure, "cannot go on with \(path): it is no text in UTF-8; move it away")
            XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)).count, 24)
        }
    }
}
