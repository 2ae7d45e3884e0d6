import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// N ranks are the same training as one process.
final class RankTrainingTests: NotebookCase {
    private static let cells = """

        ```swift {#data}
        let data = try PretrainingData.synthetic(scale: "smoke")
        let configuration = Configuration(scale: "smoke")
        let pretraining = try Pretraining(data, configuration, seed: 3)
        ```

        What is asked of one network hangs on nobody's share.

        ```swift {#same}
        let fresh = try pretraining.train([])
        print(try pretraining.evaluate(fresh), try pretraining.synchronizationCurve(fresh).mean)
        let sounds = try ClassificationTask(.dcase2013, root: "", scale: "smoke", configuration: configuration, pretrained: data)
        let table = try sounds.features(of: fresh.network.audio, named: "fresh")
        let task = try ClassificationTask(labelsOf: data, configuration: configuration)
        print(table.values.sum().scalar, table.values.square().mean().scalar)
        print(try task.test(VideoClassifier(configuration, classes: task.classes.count), on: 0).accuracy)
        ```

        ```swift {#contrastive timeout=10m}
        let pair = try pretraining.train([Stage(.mixed, steps: 50, learningRate: 0.0003)], validateEvery: 25)
        try pair.network.save(to: outputPath("pair.safetensors"))
        pair.history["validation"].values.count
        ```

        ```swift {#decision timeout=10m}
        let decision = try pretraining.trainDecision([Stage(.easy, steps: 3, learningRate: 0.001)])
        try decision.network.save(to: outputPath("decision.safetensors"))
        let listener = try pretraining.trainCorrespondence([Stage(.easy, steps: 3, learningRate: 0.001)])
        try listener.network.save(to: outputPath("correspondence.safetensors"))
        ```

        ```swift {#parts timeout=10m}
        var small = configuration
        small.microBatch = configuration.pairsPerStep / 2
        let parts = try Pretraining(data, small, seed: 3).train([Stage(.mixed, steps: 3, learningRate: 0.001)], validateEvery: 0)
        try parts.network.save(to: outputPath("parts.safetensors"))
        ```

        ```swift {#classes timeout=10m}
        let classifier = try VideoClassifier(configuration, classes: task.classes.count)
        var fitting = ClassifierTraining(epochs: 1, learningRate: 0.001)
        fitting.clipsPerStep = 8
        try task.fit(classifier, on: 0, fitting)
        try classifier.save(to: outputPath("classifier.safetensors"))
        ```
        """

    private func weights(_ run: String, _ name: String) throws -> [String: Tensor] {
        try Safetensors.load(folder.path("\(run)/files/\(name).safetensors")).tensors
    }

    /// Where three does not divide a step's clips, too.
    func testRanksAreTheSameTrainingAsOneProcess() throws {
        try write("n.avtsnb", Self.cells)
        var outputs: [String] = []
        for ranks in [1, 2, 3, 4] {
            let outcome = try run("n.avtsnb", ranks: ranks, ["--out", folder.path("out\(ranks)")])
            XCTAssertEqual(outcome.status, 0, outcome.output + outcome.error)
            // The first one makes what the others find; how long it takes is no result.
            let lines = outcome.output.split(separator: "\n").filter { line in
                !line.contains("from the cache") && !line.contains("on this machine")
            }
            outputs.append(lines.joined(separator: "\n"))
        }
        XCTAssertFalse(outputs[0].isEmpty)
        for (index, output) in outputs.enumerated().dropFirst() {
            XCTAssertEqual(output, outputs[0], "\(index + 1) ranks")
            for name in ["pair", "decision", "correspondence", "parts", "classifier"] {
                let (found, expected) = (try weights("out\(index + 1)", name), try weights("out1", name))
                XCTAssertEqual(found.keys.sorted(), expected.keys.sorted())
                for (key, tensor) in expected {
                    let off = (found[key]! - tensor).abs().max().scalar
                    XCTAssertLessThan(off, 1e-4, "\(index + 1) ranks, \(name), \(key)")
                }
            }
        }
        // The others than the first left nothing behind.
        let runs = try FileManager.default.contentsOfDirectory(atPath: folder.path("out4/runs"))
        XCTAssertEqual(runs.count { $0.hasPrefix("2") }, 1, "\(runs)")
        // The same sums in the same order.
        let again = try run("n.avtsnb", ranks: 3, ["--out", folder.path("again")])
        XCTAssertEqual(again.status, 0, again.error)
        for name in ["pair", "decision", "correspondence", "parts", "classifier"] {
            XCTAssertEqual(try weights("again", name), try weights("out3", name), name)
        }
    }

    func testMoreRanksThanClips() throws {
        try write(
            "n.avtsnb",
            """
            ```swift {#train}
            let data = try PretrainingData.synthetic(scale: "smoke")
            var configuration = Configuration(scale: "smoke")
            configuration.pairsPerStep = 4
            _ = try Pretraining(data, configuration).train([Stage(.easy, steps: 2)])
            ```
            """)
        let outcome = try run("n.avtsnb", ranks: 3)
        XCTAssertEqual(outcome.status, 1, outcome.output + outcome.error)
        XCTAssert(outcome.error.contains("found 3 ranks for 2 clips"), outcome.error)
        XCTAssert(outcome.error.contains("mpirun -np 2"), outcome.error)
    }
}
