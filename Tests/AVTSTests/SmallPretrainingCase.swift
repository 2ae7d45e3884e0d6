import AVTS
import Datasets
import TestSupport
import XCTest

/// Tests on a pre-training of twenty clean videos, which a class makes once.
class SmallPretrainingCase: XCTestCase {
    nonisolated(unsafe) static var folder: TemporaryDirectory!
    nonisolated(unsafe) static var data: PretrainingData!

    static var configuration: Configuration {
        var configuration = Configuration(scale: .smoke)
        configuration.pairsPerStep = 16
        configuration.testPairs = 20
        return configuration
    }

    override class func setUp() {
        folder = TemporaryDirectory()
        do {
            let root = DataFolder(folder.path("data"))
            let splits = try SyntheticWorld.pretrain(
                train: 12, validation: 4, test: 4, specification: WorldSpecification(difficulty: .clean), into: root)
            data = try PretrainingData(splits, configuration: configuration, in: root)
        } catch {
            XCTFail("\(error)")
        }
    }

    override class func tearDown() {
        data = nil
        folder = nil
    }
}
