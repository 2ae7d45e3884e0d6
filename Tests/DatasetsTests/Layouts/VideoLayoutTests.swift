import Datasets
import XCTest

final class VideoLayoutTests: XCTestCase {
    func testKineticsTestsOnItsValidationPart() throws {
        let folder = try TemporaryFolder()
        for index in 0..<24 { try folder.write("x", to: "train/juggling/video\(100_000 + index)_000000_000010.mp4") }
        for index in 0..<3 { try folder.write("x", to: "val/juggling/clips\(100_000 + index)_000000_000010.mp4") }
        let splits = try VideoLayout.kinetics400.splits(root: folder.path)
        XCTAssertEqual([splits.train.count, splits.validation.count, splits.test.count], [23, 1, 3])
        XCTAssertEqual(splits.test.role, .test)
        XCTAssertEqual(splits.test.items.map(\.id).sorted().first, "clips100000_000000_000010")
        let again = try VideoLayout.kinetics400.splits(root: folder.path)
        XCTAssertEqual(again.validation.items, splits.validation.items, "a function of the seed")
    }

    func testAudioSetTakesTheTrainingPartsThatAreThere() throws {
        let folder = try TemporaryFolder()
        try folder.write("index,mid,display_name\n0,/m/1,\"Speech\"\n", to: "class_labels_indices.csv")
        func part(_ name: String, _ prefix: String, _ count: Int) throws {
            let ids = (0..<count).map { "\(prefix)\(10_000_000 + $0)" }
            let lines = ids.map { "\($0), 0.000, 10.000, \"/m/1\"" }
            try folder.write(
                "# a\n# b\n# YTID, start_seconds, end_seconds, positive_labels\n" + lines.joined(separator: "\n") + "\n",
                to: "\(name)_segments.csv")
            for id in ids { try folder.write("x", to: "\(name)_segments/video/\(id)_0_10000.mp4") }
        }
        try part("unbalanced_train", "aaa", 20)
        try part("eval", "bbb", 4)
        XCTAssertEqual(try VideoLayout.audioset.splits(root: folder.path).train.count, 19)
        try part("balanced_train", "ccc", 20)
        let splits = try VideoLayout.audioset.splits(root: folder.path)
        XCTAssertEqual([splits.train.count, splits.validation.count, splits.test.count], [38, 2, 4])
    }

    func testAFolderAndFlickrAreDividedAtRandom() throws {
        let folder = try TemporaryFolder()
        for index in 0..<20 { try folder.write("x", to: "video/\(2_000_000_000 + index).mp4") }
        let flickr = try VideoLayout.flickr.splits(root: folder.path)
        XCTAssertEqual([flickr.train.count, flickr.validation.count, flickr.test.count], [17, 1, 2])
        let plain = try VideoLayout.folder.splits(root: folder.path)
        let names = try VideoFolder(folder.path).videos().items.map(\.id)
        try folder.write(names.joined(separator: "\n"), to: "list.txt")
        let listed = try VideoLayout.list.splits(root: folder.path + "/list.txt")
        XCTAssertEqual([listed.train.count, listed.validation.count, listed.test.count], [14, 2, 4])
        XCTAssertThrowsError(try VideoLayout.list.splits(root: folder.path + "/nowhere.csv"))
        XCTAssertEqual([plain.train.count, plain.validation.count, plain.test.count], [14, 2, 4])
        XCTAssertThrowsError(try VideoLayout.folder.splits(root: folder.path + "/nowhere"))
    }
}
