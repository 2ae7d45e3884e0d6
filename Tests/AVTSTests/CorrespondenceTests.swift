import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import TestSupport
import Training
import XCTest

/// L³-Net on the batches of AVTS, and trainings that go on from their checkpoints.
final class CorrespondenceTests: SmallPretrainingCase {
    private func pretraining(seed: UInt64 = 1) throws -> Pretraining {
        try Pretraining(Self.data, Self.configuration, seed: seed)
    }

    func testItHasTheShapesOfItsSource() throws {
        let network = try CorrespondenceNetwork(Configuration(), seed: 1)
        XCTAssertEqual(network.features, 512)
        // Halved by the first convolution and three poolings, as 224 pixels are in the source before the last pooling over the map.
        XCTAssertEqual(try network.vision.outputShape(for: [1, 224, 224, 3]), [1, 14, 14, 512])
        XCTAssertEqual(try network.audio.outputShape(for: [1, 100, 40, 1]), [1, 12, 5, 512])
        let small = try CorrespondenceNetwork(Self.configuration, seed: 1)
        var random = RandomStream(seed: 3)
        let clips = Tensor.normal([3, 12, 32, 32, 3], using: &random)
        let frames = CorrespondenceNetwork.middleFrame(clips)
        XCTAssertEqual(frames, clips.slice(axis: 1, 6..<7).reshaped(to: [3, 32, 32, 3]))
        let seen = small.embed(frames: frames)
        let heard = small.embed(sounds: .normal([3, 100, 40, 1], using: &random))
        XCTAssertEqual([seen.shape, heard.shape], [[3, 32], [3, 32]])
        XCTAssertEqual(small.logits(seen: seen, heard: heard).shape, [3, 2])
    }

    func testItRemembersWhoBelongsToWhom() throws {
        let pretraining = try pretraining()
        let model = try pretraining.trainCorrespondence([Stage(.easy, steps: 150)])
        let losses = model.history["loss"].values
        XCTAssertEqual(losses.count, 150)
        XCTAssertLessThan(
            losses.suffix(15).reduce(0, +), 0.9 * losses.prefix(15).reduce(0, +), "twelve videos can be learnt by heart")
        let scores = try pretraining.evaluate(model)
        XCTAssertEqual(scores.easy.pairs, 20)
        XCTAssertTrue((0...100).contains(scores.hard.accuracy))
        XCTAssertEqual(scores, try pretraining.evaluate(model))
    }

    func testTrainingIsAFunctionOfItsSeed() throws {
        func weights(_ seed: UInt64) throws -> [Tensor] {
            try pretraining(seed: seed).trainCorrespondence([Stage(.easy, steps: 3), Stage(.hard, steps: 2)]).network
                .parameters.map(\.value)
        }
        XCTAssertEqual(try weights(1), try weights(1))
        XCTAssertNotEqual(try weights(1), try weights(2))
    }

    private func files(beneath folder: String) -> [String] {
        (FileManager.default.subpaths(atPath: folder) ?? []).map { "\(folder)/\($0)" }
    }

    func testWhatIsDamagedInTheCacheIsTrainedAgain() throws {
        let root = Self.folder.path("damaged")
        let before = getenv("AVTS_DATA").map { String(cString: $0) }
        setenv("AVTS_DATA", root, 1)
        defer { before.map { _ = setenv("AVTS_DATA", $0, 1) } ?? { _ = unsetenv("AVTS_DATA") }() }
        let stages = [Stage(.easy, steps: 3), Stage(.hard, steps: 2)]
        let first = try pretraining().train(stages, resumable: true)
        let kept = files(beneath: root).filter { $0.hasSuffix(".checkpoint") }
        XCTAssertEqual(kept.count, 2, "\(kept)")
        for path in kept { try Data(contentsOf: URL(fileURLWithPath: path)).prefix(50).write(to: URL(fileURLWithPath: path)) }
        var steps = 0
        let again = try pretraining().train(stages, resumable: true) { steps += 1 }
        XCTAssertGreaterThan(steps, 0)
        XCTAssertEqual(again.network.parameters.map(\.value), first.network.parameters.map(\.value))
        // In a folder of one's own the same damage is an error.
        _ = try pretraining().train(stages, checkpoints: Self.folder.path("own"))
        for path in files(beneath: Self.folder.path("own")).filter({ $0.hasSuffix(".checkpoint") }) {
            try Data(contentsOf: URL(fileURLWithPath: path)).prefix(50).write(to: URL(fileURLWithPath: path))
        }
        XCTAssertThrowsError(try pretraining().train(stages, checkpoints: Self.folder.path("own"))) {
            guard case TrainingError.noIntactCheckpoint = $0 else { return XCTFail("\($0)") }
        }
    }

    func testATrainingIsFoundAgainByWhatItIs() throws {
        let root = DataFolder(Self.folder.path("cache"))
        let stages = [Stage(.easy, steps: 3), Stage(.hard, steps: 2)]
        let folder = try pretraining().checkpointFolder(stages, in: root)
        XCTAssertEqual(folder, try pretraining().checkpointFolder(stages, in: root))
        XCTAssertNotEqual(folder, try pretraining(seed: 2).checkpointFolder(stages, in: root))
        XCTAssertNotEqual(folder, try pretraining().checkpointFolder([stages[0]], in: root))
        var other = Self.configuration
        other.margin = 2
        XCTAssertNotEqual(folder, try Pretraining(Self.data, other, seed: 1).checkpointFolder(stages, in: root))

        let first = try pretraining().train(stages, checkpoints: folder)
        var polls = 0
        let again = try pretraining().train(stages, checkpoints: folder) { polls += 1 }
        XCTAssertEqual(polls, 0, "a training that is whole is not repeated")
        XCTAssertEqual(again.network.parameters.map(\.value), first.network.parameters.map(\.value))
        XCTAssertEqual(again.history["loss"].values, first.history["loss"].values)
        // A second stage hangs on the weights that it begins with, whatever stages they went through.
        let easy = try pretraining().train([stages[0]])
        let after = try pretraining().checkpointFolder([stages[1]], after: easy, in: root)
        XCTAssertEqual(after, try pretraining().checkpointFolder([stages[1]], after: pretraining().train([stages[0]]), in: root))
        let another = try pretraining(seed: 2).train([stages[0]])
        XCTAssertNotEqual(after, try pretraining().checkpointFolder([stages[1]], after: another, in: root))
        XCTAssertNotEqual(after, try pretraining().checkpointFolder([stages[1]], in: root))
        XCTAssertNotEqual(after, folder)
    }

    /// Another's checkpoints in the same folder are refused, not taken.
    func testOtherInputsAreNamed() throws {
        let folder = Self.folder.path("refused")
        let stages = [Stage(.easy, steps: 2)]
        _ = try pretraining().train(stages, checkpoints: folder)
        for (train, name) in [
            ({ try self.pretraining(seed: 2).train(stages, checkpoints: folder) }, "seed was 1, now 2"),
            ({ try self.pretraining().train([Stage(.easy, steps: 2, learningRate: 0.5)], checkpoints: folder) }, "learningRate"),
        ] as [(() throws -> PretrainedPair, String)] {
            XCTAssertThrowsError(try train()) { XCTAssertTrue("\($0)".contains(name), "\($0)") }
        }
    }

    func testAnAlteredFileMakesAnotherTraining() throws {
        let files = FileManager.default
        let own = Self.folder.path("own")
        try files.createDirectory(atPath: own, withIntermediateDirectories: true)
        let paths = [Self.data.train, Self.data.validation, Self.data.test].flatMap { $0.set.items.map(\.path) }
        for (index, path) in paths.enumerated() { try files.copyItem(atPath: path, toPath: "\(own)/\(index).mp4") }

        func folder() throws -> String {
            let root = DataFolder(Self.folder.path("cache"))
            let data = try PretrainingData.files(own, configuration: Self.configuration, in: root)
            return try Pretraining(data, Self.configuration, seed: 1).checkpointFolder([Stage(.easy, steps: 3)], in: root)
        }
        let before = try folder()
        XCTAssertEqual(before, try folder())
        // What counts is what is in the files, and not when they were written.
        for index in paths.indices {
            try files.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: "\(own)/\(index).mp4")
        }
        XCTAssertEqual(before, try folder())
        for (index, path) in paths.enumerated() {
            try files.removeItem(atPath: "\(own)/\(index).mp4")
            try files.copyItem(atPath: path, toPath: "\(own)/\((index + 1) % paths.count).mp4.new")
        }
        for index in paths.indices { try files.moveItem(atPath: "\(own)/\(index).mp4.new", toPath: "\(own)/\(index).mp4") }
        XCTAssertNotEqual(before, try folder())
    }
}
