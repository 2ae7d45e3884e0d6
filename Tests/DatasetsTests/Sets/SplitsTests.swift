import Datasets
import Foundation
import XCTest

final class SplitsTests: XCTestCase {
    private func set(_ role: SplitRole, _ items: [VideoItem]) -> VideoSet {
        VideoSet(name: role.rawValue, role: role, items: items)
    }

    func testSharedIdsFilesAndGroupsAreLeaks() throws {
        let a = VideoItem(id: "a", path: "/a.mp4", group: "g1")
        let b = VideoItem(id: "b", path: "/b.mp4", group: "g2")
        let c = VideoItem(id: "c", path: "/c.mp4", group: "g3")
        XCTAssertNoThrow(try Splits(train: set(.train, [a]), validation: set(.validation, [b]), test: set(.test, [c])))
        let leaks = [
            VideoItem(id: "a", path: "/x.mp4", group: "x"), VideoItem(id: "x", path: "/a.mp4", group: "x"),
            VideoItem(id: "x", path: "/x.mp4", group: "g1"),
        ]
        for leak in leaks {
            XCTAssertThrowsError(
                try Splits(train: set(.train, [a]), validation: set(.validation, [b]), test: set(.test, [c, leak]))
            ) { XCTAssertEqual($0 as? DatasetError, .leak(first: "train", second: "test", offenders: [leak.id], count: 1)) }
        }
    }

    /// A file is the same by a link and by another way to its folder: what is trained on is told by the file.
    func testAFileUnderTwoNamesIsALeak() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "sub/a.mp4")
        symlink("sub/a.mp4", folder.path + "/b.mp4")
        let train = set(.train, [VideoItem(id: "a", path: folder.path + "/sub/a.mp4")])
        for name in ["b.mp4", "sub/../sub/a.mp4", "./sub//a.mp4"] {
            let test = set(.test, [VideoItem(id: "b", path: folder.path + "/" + name)])
            XCTAssertThrowsError(try Splits.check(train, against: test), name)
        }
    }

    func testOneFilmMayBeSplitByTime() throws {
        func piece(_ id: String, _ start: Double, _ duration: Double?) -> VideoItem {
            VideoItem(id: id, path: "/film.mp4", start: start, duration: duration)
        }
        XCTAssertNoThrow(
            try Splits(
                train: set(.train, [piece("a", 0, 100)]), validation: set(.validation, [piece("b", 110, 20)]),
                test: set(.test, [piece("c", 140, nil)])))
        XCTAssertThrowsError(try Splits.check(set(.train, [piece("a", 0, 100)]), against: set(.test, [piece("c", 99, nil)])))
        XCTAssertThrowsError(try Splits.check(set(.train, [piece("a", 0, nil)]), against: set(.test, [piece("c", 500, 1)])))
    }

    func testSplittingKeepsGroupsTogetherAndIsReproducible() throws {
        let items = (0..<100).map { VideoItem(id: "\($0)", path: "/\($0).mp4", group: "g\($0 / 4)") }
        let whole = VideoSet(name: "all", role: .train, items: items)
        let split = try whole.split(validation: 0.2, test: 0.2, seed: 3)
        XCTAssertEqual([split.train.count, split.validation.count, split.test.count], [60, 20, 20])
        XCTAssertEqual(split.test.items, try whole.split(validation: 0.2, test: 0.2, seed: 3).test.items)
        XCTAssertNotEqual(split.test.items, try whole.split(validation: 0.2, test: 0.2, seed: 4).test.items)
        XCTAssertThrowsError(try whole.prefix(4).split(validation: 0.2, test: 0.2, seed: 1))
    }
}
