import AVTS
import Datasets
import Foundation
import Layers
import Tensors
import TestSupport
import XCTest

/// The path of `scale=paper`, on small frames and a narrow network; with `AVTS_PAPER=1` on the paper's own: 64 pairs of 25×224² a step, in
/// 8 GB. That takes a quarter of an hour on two cores.
final class PaperScaleTests: XCTestCase {
    private let isWhole = ProcessInfo.processInfo.environment["AVTS_PAPER"] == "1"

    private var configuration: Configuration {
        var configuration = Configuration(scale: .paper)
        configuration.testPairs = 4
        guard !isWhole else { return configuration }
        configuration.geometry.format = DecodedFormat(frameRate: 25, side: 64)
        configuration.geometry.crop = 56
        configuration.video = .mc3(depth: 10, width: 4)
        configuration.audio = .small(width: 4)
        configuration.pairsPerStep = 16
        return configuration
    }

    private struct Enough: Error {}

    func testAStepAndAResume() throws {
        let folder = TemporaryDirectory()
        let root = DataFolder(folder.path("data"))
        let splits = try SyntheticWorld.pretrain(
            train: configuration.pairsPerStep / 2, validation: 2, test: 2,
            specification: WorldSpecification(difficulty: .clean, frameRate: 25, frameSide: 128), into: root)
        let data = try PretrainingData(splits, configuration: configuration, in: root)
        XCTAssertEqual(configuration.counted(on: data).stages.map(\.steps), [50, 40], "an epoch is one step here")
        let pretraining = try Pretraining(data, configuration, seed: 1)
        let stages = [Stage(.mixed, epochs: 2)]
        let forecast = try pretraining.forecast(stages)
        XCTAssertEqual([forecast.steps, forecast.pairs], [2, configuration.pairsPerStep])
        XCTAssertGreaterThan(forecast.secondsPerStep, 0)
        print(forecast)

        var begun = false
        // Ended within the second step: the first is kept.
        XCTAssertThrowsError(
            try pretraining.train(
                stages, checkpoints: folder.path("checkpoints"), validateEvery: 0, observers: [StepWatcher { begun = $0 == 1 }]
            ) { if begun { throw Enough() } }
        ) { XCTAssertTrue($0 is Enough, "\($0)") }
        var steps: [Int] = []
        let resumed = try pretraining.train(
            stages, checkpoints: folder.path("checkpoints"), validateEvery: 0, observers: [StepWatcher { steps.append($0) }])
        XCTAssertEqual(steps, [2])
        XCTAssertEqual(resumed.history["loss"].steps, [1, 2])
        XCTAssertTrue(resumed.history["loss"].values.allSatisfy(\.isFinite))
        if !isWhole {
            let unbroken = try pretraining.train(stages, validateEvery: 0)
            XCTAssertEqual(resumed.network.parameters.map(\.value), unbroken.network.parameters.map(\.value))
        }
        XCTAssertTrue((0...100).contains(try pretraining.evaluate(resumed).easy.accuracy))
        if isWhole {
            print("most memory: \(mostMemory() >> 20) MiB")
            XCTAssertLessThan(mostMemory(), 8 << 30)
        }
    }

    /// The most memory that this process has had in use (bytes).
    private func mostMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
