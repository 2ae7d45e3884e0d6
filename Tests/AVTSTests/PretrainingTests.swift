import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import XCTest

/// The whole path on real media files of a tiny synthetic world.
final class PretrainingTests: TinyWorldTestCase {
    override class var filmsToTestWith: Int { 6 }

    override class var configuration: Configuration {
        var configuration = Configuration(scale: .smoke)
        configuration.pairsPerStep = 12
        configuration.testPairs = 20
        return configuration
    }

    private func pretraining(seed: UInt64 = 1) throws -> Pretraining {
        try Pretraining(Self.world.data, Self.configuration, seed: seed)
    }

    private func weights(_ pair: PretrainedPair) -> [Float] { pair.network.parameters.flatMap { $0.value.scalars } }

    func testTrainingIsAFunctionOfItsSeed() throws {
        let stages = [Stage(.easy, steps: 3), Stage(.mixed, steps: 2)]
        let first = try pretraining().train(stages)
        let second = try pretraining().train(stages)
        XCTAssertEqual(weights(first), weights(second))
        XCTAssertNotEqual(weights(first), weights(try pretraining(seed: 2).train(stages)))
        XCTAssertEqual(first.history["loss"].steps, [1, 2, 3, 4, 5])
        XCTAssertEqual(first.steps, 5)
        XCTAssertEqual(first.name, "easy → 75 % easy + 25 % hard")
        XCTAssertEqual(try pretraining().train([Stage(.easy, steps: 0)]).name, "untrained")
    }

    func testSettingsOutOfTheirRangeAreRefused() throws {
        let changes: [(setting: String, change: (inout Configuration) -> Void)] = [
            ("margin", { $0.margin = .nan }), ("margin", { $0.margin = 0 }), ("pairsPerStep", { $0.pairsPerStep = 1 }),
            ("pairsPerStep", { $0.pairsPerStep = .max }), ("testPairs", { $0.testPairs = 0 }), ("warmUp", { $0.warmUp = -1 }),
            ("gap", { $0.gap = .infinity }), ("gap", { $0.gap = -1 }), ("momentum", { $0.momentum = 1 }),
            ("weightDecay", { $0.weightDecay = -1 }), ("gradientNorm", { $0.gradientNorm = .nan }),
            ("learningRate", { $0.learningRate = -1 }), ("learningRate", { $0.learningRate = .nan }),
            ("learningRate", { $0.stages = [Stage(.easy, steps: 1, learningRate: .infinity)] }),
            ("steps", { $0.stages = [Stage(.easy, steps: .max)] }),
        ]
        for (setting, change) in changes {
            var configuration = Configuration(scale: .smoke)
            try configuration.validate()
            change(&configuration)
            XCTAssertThrowsError(try Pretraining(Self.world.data, configuration, seed: 0), setting) { error in
                XCTAssertEqual((error as? ConfigurationError)?.setting, setting)
            }
        }
        XCTAssertThrowsError(try pretraining().train([Stage(.easy, steps: 1, learningRate: -1)]))
    }

    func testASecondStageLeavesTheFirstAsItIs() throws {
        let pretraining = try pretraining()
        let first = try pretraining.train([Stage(.easy, steps: 3)])
        let before = weights(first)
        let second = try pretraining.train([Stage(.hard, steps: 2)], after: first)
        XCTAssertEqual(weights(first), before)
        XCTAssertNotEqual(weights(second), before)
        // The same in one go: stages begin afresh in schedule and momentum.
        XCTAssertEqual(weights(second), weights(try pretraining.train([Stage(.easy, steps: 3), Stage(.hard, steps: 2)])))
    }

    func testATrainingThatWasCutOffGoesOnFromItsCheckpoints() throws {
        struct Enough: Error {}
        let pretraining = try pretraining()
        let stages = [Stage(.easy, steps: 3), Stage(.mixed, steps: 3)]
        let folder = Self.world.folder.appending(path: "checkpoints").path
        var polls = 0
        XCTAssertThrowsError(
            try pretraining.train(stages, checkpoints: folder) {
                polls += 1
                if polls == 5 { throw Enough() }
            })
        let resumed = try pretraining.train(stages, checkpoints: folder)
        XCTAssertEqual(weights(resumed), weights(try pretraining.train(stages)))
    }

    func testEvaluationAsksTheSameQuestionsEveryTime() throws {
        let pretraining = try pretraining()
        let pair = try pretraining.train([Stage(.easy, steps: 2)])
        let first = try pretraining.evaluate(pair)
        XCTAssertEqual(first, try pretraining.evaluate(pair))
        for kind in Negative.allCases {
            XCTAssertEqual(first.score(kind).pairs, 20)
            XCTAssertTrue((0...100).contains(first.score(kind).accuracy))
            XCTAssertTrue((0...100).contains(first.score(kind).areaUnderCurve))
        }
        XCTAssertFalse(pair.network.embed(clips: .zeros([1, 12, 32, 32, 3])).isTracked)
    }

    func testTheSynchronisationCurveSpansTheReach() throws {
        let pretraining = try pretraining()
        let pair = try pretraining.train([Stage(.easy, steps: 1)])
        let curve = try pretraining.synchronizationCurve(pair, reach: 1)
        XCTAssertEqual(curve.offsets, [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1])
        XCTAssertEqual(curve.videos, 6)
        XCTAssertTrue(curve.mean.allSatisfy { $0 > 0 && $0.isFinite })
        XCTAssertThrowsError(try pretraining.synchronizationCurve(pair, reach: 0.1))
        XCTAssertThrowsError(try pretraining.synchronizationCurve(pair, reach: 60))
        XCTAssertThrowsError(try pretraining.synchronizationCurve(pair, reach: .infinity))
        XCTAssertThrowsError(try pretraining.synchronizationCurve(pair, reach: .nan))
        for pairs in [1, Int.max] { XCTAssertThrowsError(try pretraining.evaluate(pair, pairs: pairs)) }
    }

    /// A few dozen steps on a dozen videos must bring the loss down: the path from file to gradient is whole.
    func testItLearnsItsTrainingVideos() throws {
        let pair = try pretraining().train([Stage(.easy, steps: 60)])
        let losses = pair.history["loss"].values
        let first = losses.prefix(5).reduce(0, +) / 5
        let last = losses.suffix(5).reduce(0, +) / 5
        XCTAssertLessThan(last, 0.5 * first)
    }
}
