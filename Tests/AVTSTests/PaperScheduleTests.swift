import AVTS
import XCTest

/// Epochs, the rate that falls on a plateau, and the search of its first value.
final class PaperScheduleTests: TinyWorldTestCase {
    /// 12 clips a step of 12 videos: an epoch is a step.
    override class var configuration: Configuration {
        var configuration = Configuration(scale: .smoke)
        configuration.pairsPerStep = 24
        configuration.testPairs = 20
        return configuration
    }

    func testTheRateFallsInTheFifthEpochWithoutAFall() throws {
        var configuration = Self.configuration
        configuration.decay = .plateau
        configuration.warmUp = 0
        configuration.learningRate = 1e-6
        let history = try Pretraining(Self.world.data, configuration, seed: 2)
            .train([Stage(.easy, epochs: 24)], validateEvery: 0).history
        var (rate, best, flat) = (1e-6, Double.infinity, 0)
        for (loss, found) in zip(history["loss"].values, history["learningRate"].values) {
            XCTAssertEqual(found, rate, accuracy: 1e-12)
            flat = loss < best * (1 - 1e-4) ? 0 : flat + 1
            best = flat == 0 ? loss : best
            if flat == 5 { (rate, flat) = (rate / 10, 0) }
        }
        XCTAssertLessThan(rate, 1e-6, "it falls at least once")
    }

    func testEpochsAreCountedOnTheVideos() throws {
        let pretraining = try Pretraining(Self.world.data, Self.configuration, seed: 1)
        XCTAssertEqual(try pretraining.train([Stage(.easy, epochs: 2)], validateEvery: 0).steps, 2)
        XCTAssertEqual(Stage(.easy, epochs: 50).counted(stepsPerEpoch: 7188).steps, 359_400)
        XCTAssertEqual(Configuration().stages.map(\.epochs), [50, 40])
        XCTAssertEqual(Stage(.easy, steps: 7).counted(stepsPerEpoch: 100).steps, 7)
    }

    func testALearningRateIsSearchedForOnValidationVideos() throws {
        let pretraining = try Pretraining(Self.world.data, Self.configuration, seed: 1)
        let search = try pretraining.searchLearningRate([0.01, 1e30, 0.001], on: Stage(.easy, steps: 4))
        XCTAssertEqual(search.rates, [0.001, 0.01, 1e30])
        XCTAssertTrue(search.means[2].isNaN, "it cannot have learnt at 1e30: \(search)")
        XCTAssertEqual(search.best, search.means[0] >= search.means[1] ? 0.001 : 0.01)
        XCTAssertThrowsError(try pretraining.searchLearningRate([], on: Stage(.easy, steps: 1)))
        XCTAssertThrowsError(try pretraining.searchLearningRate([0], on: Stage(.easy, steps: 1)))
    }
}
