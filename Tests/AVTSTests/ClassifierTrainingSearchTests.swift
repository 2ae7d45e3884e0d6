import AVTS
import Datasets
import Foundation
import Layers
import XCTest

/// Settings of fine-tuning, chosen on held-out training files.
final class ClassifierTrainingSearchTests: TinyWorldTestCase {
    private func task() throws -> ClassificationTask {
        try ClassificationTask(
            .ucf101, scale: .smoke, configuration: Self.configuration, pretrained: Self.world.data,
            in: DataFolder(Self.world.folder.path))
    }

    func testSettingsAreSoughtOnHeldOutTrainingFiles() throws {
        let task = try task()
        var usual = ClassifierTraining(epochs: 2)
        usual.clipsPerStep = 8
        func fresh(_ seed: Int) throws -> VideoClassifier {
            try VideoClassifier(Self.configuration.video, classes: 8, seed: UInt64(seed))
        }
        let (rates, factors) = ([1e-6, 0.05], [0.1, 1])
        let search = try task.searchTraining(usual, among: rates, backboneRates: factors, on: 1, seeds: 2, name: "none", fresh)
        XCTAssertEqual(search.backboneRates, factors)
        // By hand: what is held out is asked, another quarter with each seed, and nothing else.
        var best = (accuracy: -1.0, rates: [0.0])
        for (factor, found) in zip(factors, search.searches) {
            XCTAssertEqual(found.rates, rates)
            for (rate, scores) in zip(rates, found.scores) {
                let expected = try (0..<2).map { seed in
                    var training = usual
                    (training.learningRate, training.backboneRate) = (rate, factor)
                    let (inner, classifier) = (task.inner(1, quarter: seed), try fresh(seed))
                    try inner.fit(classifier, on: 0, training, seed: seed)
                    return try inner.test(classifier, on: 0).accuracy
                }
                XCTAssertEqual(scores, expected)
                let mean = expected.reduce(0, +) / 2
                if mean > best.accuracy { best = (mean, [rate, factor]) }
            }
        }
        let chosen = try XCTUnwrap(search.best)
        XCTAssertEqual([chosen.learningRate, chosen.backboneRate], best.rates, "the first of the best")
        XCTAssertTrue(chosen.clipsPerStep == 8 && chosen.epochs == 2, "the rest is as it was given")
        let lines = "\(search)".split(separator: "\n")
        XCTAssertEqual(lines.count, 3, "\(search)")
        XCTAssertTrue(
            lines[0].hasPrefix("none, 0.1 below the classifier, held-out files (%) by learning rate: 1e-06: "), "\(search)")
        XCTAssertEqual(lines.last.map(String.init), "chosen: \(best.rates[0]), \(best.rates[1]) of it below the classifier")
        XCTAssertThrowsError(try task.searchTraining(usual, among: [], name: "none", fresh)) {
            XCTAssertTrue("\($0)".contains("at least one"), "\($0)")
        }
        XCTAssertThrowsError(try task.searchTraining(usual, among: rates, backboneRates: [-1], name: "none", fresh)) {
            XCTAssertTrue("\($0)".contains("each 0 or more"), "\($0)")
        }
    }

    /// A rate at which the loss becomes no number is not the best, and ends nothing.
    func testARateThatComesToNothing() throws {
        let task = try task()
        var usual = ClassifierTraining(epochs: 3)
        usual.clipsPerStep = 8
        usual.gradientNorm = .greatestFiniteMagnitude
        let search = try task.searchTraining(usual, among: [1e30, 0.01], name: "none") { _ in
            try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        }
        XCTAssertTrue(search.searches[0].means[1].isNaN, "\(search)")
        XCTAssertEqual(search.best?.learningRate, 0.01)
        let none = try task.searchTraining(usual, among: [1e30], name: "none") { _ in
            try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        }
        XCTAssertNil(none.best)
        XCTAssertTrue("\(none)".hasSuffix("best: none"), "\(none)")
    }
}
