import AVTS
import Datasets
import Layers
import Tensors
import TestSupport
import Training
import XCTest

/// Cross-entropy on the batches of AVTS: from scratch, of the head alone, of all layers.
final class DecisionTests: SmallPretrainingCase {
    private func pretraining(_ change: (inout Configuration) -> Void = { _ in }) throws -> Pretraining {
        var configuration = Self.configuration
        change(&configuration)
        return try Pretraining(Self.data, configuration, seed: 1)
    }

    /// Weights and running statistics.
    private func state(_ module: some Module) throws -> [String: Tensor] { module.weights() }

    func testItBeginsWithTheNetworksOfContrastiveTraining() throws {
        let fresh = try TwoStreamNetwork(Self.configuration, seed: 1)
        XCTAssertEqual(try state(SynchronizationClassifier(Self.configuration, seed: 1).networks), try state(fresh))
    }

    func testTheHeadAloneLeavesTheNetworksWhole() throws {
        let pretraining = try pretraining()
        let pair = try pretraining.train([Stage(.easy, steps: 3)])
        let before = try state(pair.network)
        let tuned = try pretraining.trainDecision([Stage(.easy, steps: 4)], after: pair, frozen: true)
        XCTAssertEqual(try state(tuned.network.networks), before, "running statistics too")
        XCTAssertNotEqual(try state(tuned.network), try state(SynchronizationClassifier(Self.configuration, seed: 1)))
        XCTAssertTrue(tuned.network.parameters.allSatisfy { !$0.isFrozen }, "what comes out can be trained on")
        XCTAssertEqual(tuned.stages, [Stage(.easy, steps: 3), Stage(.easy, steps: 4)])

        let head = tuned.network.namedParameters().filter { !$0.name.hasPrefix("networks") }.map(\.parameter.value)
        let all = try pretraining.trainDecision([Stage(.easy, steps: 2)], after: tuned)
        XCTAssertNotEqual(try state(all.network.networks), before)
        XCTAssertEqual(try state(pair.network), before, "what was begun with stays as it is")
        XCTAssertEqual(tuned.network.namedParameters().filter { !$0.name.hasPrefix("networks") }.map(\.parameter.value), head)
    }

    func testItLearnsWhatItCanLearnByHeart() throws {
        let pretraining = try pretraining { $0.learningRate = 0.03 }
        let model = try pretraining.trainDecision([Stage(.easy, steps: 300)])
        let losses = model.history["loss"].values
        XCTAssertEqual(losses.count, 300)
        XCTAssertLessThan(losses.suffix(15).reduce(0, +), 0.9 * losses.prefix(15).reduce(0, +))
        let scores = try pretraining.evaluate(model)
        XCTAssertEqual(scores.easy.pairs, 20)
        XCTAssertEqual(
            scores.easy.answers.about, try pretraining.evaluate(pretraining.train([Stage(.easy, steps: 1)])).easy.answers.about)
        XCTAssertEqual(scores, try pretraining.evaluate(model))
    }

    /// What is chosen by validation pairs looks at them, and at no test pair.
    func testDistancesOfAPart() throws {
        let pretraining = try pretraining()
        let model = try pretraining.trainDecision([Stage(.easy, steps: 3)])
        let validation = try pretraining.distances(model, .easy, in: Self.data.validation, pairs: 20)
        let test = try pretraining.distances(model, .easy, in: Self.data.test, pairs: 20)
        let score = try pretraining.evaluate(model).easy
        XCTAssertEqual(score.threshold, validation.bestThreshold)
        XCTAssertEqual(score.accuracy, 100 * test.accuracy(threshold: validation.bestThreshold))
        XCTAssertEqual(score.areaUnderCurve, 100 * test.areaUnderCurve)
        let pair = try pretraining.train([Stage(.easy, steps: 1)])
        XCTAssertEqual(
            validation.about, try pretraining.distances(pair, .easy, in: Self.data.validation, pairs: 20).about,
            "AVTS is asked the same")
        XCTAssertThrowsError(try pretraining.distances(model, .easy, in: Self.data.test, pairs: 1)) {
            XCTAssertTrue("\($0)".contains("pairs"), "\($0)")
        }
    }

    /// Cross-entropy has a rate of its own, which a stage's overrules.
    func testTheRateOfDecisions() throws {
        func losses(_ rate: Double?, stage: Double? = nil) throws -> [Double] {
            try pretraining { $0.decisionRate = rate }.trainDecision([Stage(.easy, steps: 4, learningRate: stage)]).history[
                "loss"
            ].values
        }
        let usual = try losses(nil)
        XCTAssertEqual(usual, try losses(Self.configuration.learningRate))
        XCTAssertNotEqual(usual, try losses(0.1))
        XCTAssertEqual(try losses(0.3, stage: 0.1), try losses(0.1))
        XCTAssertThrowsError(try pretraining { $0.decisionRate = -1 }) {
            XCTAssertTrue("\($0)".contains("decisionRate"), "\($0)")
        }
        XCTAssertEqual(
            usual, try pretraining { $0.correspondenceRate = 0.3 }.trainDecision([Stage(.easy, steps: 4)]).history["loss"].values)
        func correspondence(_ change: (inout Configuration) -> Void) throws -> [Double] {
            try pretraining(change).trainCorrespondence([Stage(.easy, steps: 4)]).history["loss"].values
        }
        XCTAssertEqual(try correspondence { $0.correspondenceRate = 0.1 }, try correspondence { $0.learningRate = 0.1 })
        XCTAssertNotEqual(try correspondence { $0.correspondenceRate = 0.1 }, try correspondence { $0.decisionRate = 0.1 })
        XCTAssertThrowsError(try pretraining { $0.correspondenceRate = .nan }) {
            XCTAssertTrue("\($0)".contains("correspondenceRate"), "\($0)")
        }
        let contrasted = try pretraining { $0.decisionRate = 0.3 }.train([Stage(.easy, steps: 2)]).history["loss"].values
        XCTAssertEqual(contrasted, try pretraining().train([Stage(.easy, steps: 2)]).history["loss"].values)
    }

    func testOneThatIsCutOffGoesOn() throws {
        struct Stop: Error {}
        let whole = try pretraining().trainDecision([Stage(.easy, steps: 6), Stage(.hard, steps: 2)])
        let folder = Self.folder.path("cut")
        var polls = 0
        XCTAssertThrowsError(
            try pretraining().trainDecision([Stage(.easy, steps: 6), Stage(.hard, steps: 2)], checkpoints: folder) {
                polls += 1
                if polls > 7 { throw Stop() }
            })
        let resumed = try pretraining().trainDecision([Stage(.easy, steps: 6), Stage(.hard, steps: 2)], checkpoints: folder)
        XCTAssertEqual(try state(resumed.network), try state(whole.network))
        XCTAssertEqual(resumed.history["loss"].values, whole.history["loss"].values)
        // Another beginning is another training.
        let pair = try pretraining().train([Stage(.easy, steps: 1)])
        XCTAssertThrowsError(try pretraining().trainDecision([Stage(.easy, steps: 6)], after: pair, checkpoints: folder)) {
            XCTAssertTrue("\($0)".contains("stages before"), "\($0)")
        }
        XCTAssertThrowsError(
            try pretraining().trainDecision([Stage(.easy, steps: 6), Stage(.hard, steps: 2)], frozen: true, checkpoints: folder)
        ) { XCTAssertTrue("\($0)".contains("frozen"), "\($0)") }
    }

    /// A head on frozen networks sees the same pairs in however many parts they come.
    func testMicroBatches() throws {
        func loss(_ part: Int?) throws -> [Double] {
            let pretraining = try pretraining { $0.microBatch = part }
            return try pretraining.trainDecision([Stage(.easy, steps: 3)], after: pretraining.train([]), frozen: true)
                .history["loss"].values
        }
        let whole = try loss(nil)
        for (one, other) in zip(whole, try loss(4)) { XCTAssertEqual(one, other, accuracy: 1e-5) }
    }

    /// However few clips are asked about at once, a file's scores are the same.
    func testClipsAtOnce() throws {
        final class Narrow: ClipClassifier {
            let whole: VideoClassifier
            let atOnce: Int
            private(set) nonisolated(unsafe) var asked: [Int] = []
            init(_ whole: VideoClassifier, atOnce: Int) { (self.whole, self.atOnce) = (whole, atOnce) }
            var members: [ModuleMember] { [.module("whole", whole)] }
            var backbone: [Parameter] { whole.backbone }
            var head: [Parameter] { whole.head }
            func clipsAtOnce(clip: [Int]?, sound: [Int]?) -> Int { atOnce }
            func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape {
                try whole.outputShape(clips: clips, sounds: sounds)
            }
            func logits(_ batch: ClipBatch) -> Tensor {
                asked.append(batch.clips!.shape[0])
                return whole.logits(batch)
            }
        }
        let task = try ClassificationTask(
            labelsOf: Self.data, configuration: Self.configuration, in: DataFolder(Self.folder.path("data")))
        let classifier = try VideoClassifier(Self.configuration, classes: task.classes.count)
        let whole = try task.test(classifier, on: task.divisions[0])
        let narrow = Narrow(classifier, atOnce: 3)
        let found = try task.test(narrow, on: task.divisions[0])
        XCTAssertEqual(found.confusion, whole.confusion)
        XCTAssertEqual(narrow.asked.max(), 3)
        XCTAssertEqual(narrow.asked.reduce(0, +), task.clipsPerFile * task.divisions[0].test.count)
        // What knows nothing of itself is bounded by the clip: ten of the paper's do not fit a gibibyte at 64 channels, one always goes.
        XCTAssertEqual(Unknown().clipsAtOnce(clip: [25, 224, 224, 3], sound: nil), 1)
        XCTAssertEqual(Unknown().clipsAtOnce(clip: [12, 32, 32, 3], sound: [99, 40, 1]), 64)
    }

    /// Sizes that nothing has are no reason to trap.
    func testClipsAtOnceOfOddSizes() throws {
        let configuration = Self.configuration
        let classifiers: [any ClipClassifier] = [
            Unknown(), try VideoClassifier(configuration, classes: 2), try AudioClassifier(configuration, classes: 2),
            try MultimodalClassifier(configuration, classes: 2),
        ]
        for classifier in classifiers {
            for sizes in [
                [], [0], [-1, 3], [.max, .max, 2], [.min, .min], [1 << 40, 1 << 40, 1], [12, 32, 32, 3], [99, 40, 1],
            ] as [[Int]] {
                for (clip, sound) in [(sizes, nil), (nil, sizes), (sizes, sizes), (nil, nil)] as [([Int]?, [Int]?)] {
                    XCTAssertTrue(
                        (1...64).contains(classifier.clipsAtOnce(clip: clip, sound: sound)), "\(type(of: classifier)) \(sizes)")
                }
            }
        }
    }

    private final class Unknown: ClipClassifier {
        var members: [ModuleMember] { [] }
        var backbone: [Parameter] { [] }
        var head: [Parameter] { [] }
        func outputShape(clips: Shape?, sounds: Shape?) throws(ShapeError) -> Shape { [1, 2] }
        func logits(_ batch: ClipBatch) -> Tensor { .zeros([1, 2]) }
    }
}
