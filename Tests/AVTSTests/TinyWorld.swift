import AVTS
import Datasets
import Foundation
import XCTest

/// A handful of videos in a folder of their own, for the tests of a class.
struct TinyWorld {
    let folder: URL
    let data: PretrainingData

    /// nil, and a failure of the test, when they cannot be made.
    init?(test: Int, configuration: Configuration) {
        folder = FileManager.default.temporaryDirectory.appending(path: "avts-tests-\(UUID().uuidString)")
        do {
            let splits = try SyntheticWorld.pretrain(
                train: 12, validation: 4, test: test, specification: WorldSpecification(difficulty: .clean),
                into: DataFolder(folder.path))
            data = try PretrainingData(splits, configuration: configuration, in: DataFolder(folder.path))
        } catch {
            XCTFail("\(error)")
            return nil
        }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// Tests that share a handful of videos, made once for their class.
class TinyWorldTestCase: XCTestCase {
    private(set) nonisolated(unsafe) static var world: TinyWorld!

    class var configuration: Configuration { Configuration(scale: .smoke) }
    class var filmsToTestWith: Int { 4 }

    override class func setUp() { world = TinyWorld(test: filmsToTestWith, configuration: configuration) }

    override class func tearDown() {
        world?.remove()
        world = nil
    }
}
