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
        func fresh() throws -> VideoClassifier { try VideoClassifier(Self.configuration.video, classes: 8, seed: 1) }
        let asked = usual.asking(rates: [1e-6, 0.05], backboneRates: [0.1, 1])
        XCTAssertEqual(asked.map(\.learningRate), [1e-6, 1e-6, 0.05, 0.05])
        XCTAssertEqual(asked.map(\.backboneRate), [0.1, 1, 0.1, 1])
        XCTAssertTrue(asked.allSatisfy { $0.clipsPerStep == 8 && $0.epochs == 2 })
        let search = try task.searchTraining(asked, on: 1, seed: 3, name: "none", fresh)
        // By hand: what is held out is asked, and nothing else.
        let inner = task.inner(1)
        for (training, accuracy) in zip(asked, search.accuracies) {
            let classifier = try fresh()
            try inner.fit(classifier, on: 0, training, seed: 3)
            XCTAssertEqual(accuracy, try inner.test(classifier, on: 0).accuracy)
        }
        XCTAssertEqual(
            search.best, zip(asked, search.accuracies).first { $0.1 == search.accuracies.max() }?.0, "the first of the best")
        XCTAssertTrue("\(search)".hasPrefix("none, held-out files by learning rate"), "\(search)")
        XCTAssertTrue("\(search)".contains("1e-06 · 0.1: "), "\(search)")
        XCTAssertThrowsError(try task.searchTraining([], name: "none", fresh)) {
            XCTAssertTrue("\($0)".contains("at least one"), "\($0)")
        }
    }

    /// A rate at which the loss becomes no number is not the best, and ends nothing.
    func testARateThatComesToNothing() throws {
        let task = try task()
        var usual = ClassifierTraining(epochs: 3)
        usual.clipsPerStep = 8
        usual.gradientNorm = .greatestFiniteMagnitude
        let search = try task.searchTraining(usual.asking(rates: [1e30, 0.01]), name: "none") {
            try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        }
        XCTAssertTrue(search.accuracies[0].isNaN, "\(search)")
        XCTAssertEqual(search.best?.learningRate, 0.01)
        let none = try task.searchTraining(usual.asking(rates: [1e30]), name: "none") {
            try VideoClassifier(Self.configuration.video, classes: 8, seed: 1)
        }
        XCTAssertNil(none.best)
        XCTAssertTrue("\(none)".hasSuffix("chosen: none"), "\(none)")
    }
}
