import Datasets
import XCTest

final class VideoFolderTests: XCTestCase {
    func testVideosAreFoundBelowInNaturalOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["b/clip10.mp4", "b/clip2.MKV", "a.webm", "b/notes.txt", ".hidden.mp4", "b/clip2.wav", "c/.git/x.mp4"] {
            try folder.write("x", to: name)
        }
        let set = try VideoFolder(folder.path).videos(name: "mine")
        XCTAssertEqual(set.items.map(\.id), ["a.webm", "b/clip2.MKV", "b/clip10.mp4"])
        XCTAssertEqual(set.items[1].path, "\(folder.path)/b/clip2.MKV")
        XCTAssertEqual(set.role, .train)
        XCTAssertEqual(try VideoFolder(folder.path).sounds().items.map(\.id), ["b/clip2.wav"])
    }

    func testLinksAreFollowedOnce() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "real/one.mp4")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/real/loop", withDestinationPath: folder.path)
        XCTAssertEqual(try VideoFolder(folder.path).videos().items.map(\.id), ["real/one.mp4"])
    }

    func testAnEmptyOrMissingFolderIsAClearError() throws {
        let folder = try TemporaryFolder()
        XCTAssertThrowsError(try VideoFolder(folder.path).videos()) { error in
            guard case DatasetError.empty = error else { return XCTFail("\(error)") }
            XCTAssertTrue("\(error)".contains("mp4"))
        }
        XCTAssertThrowsError(try VideoFolder("\(folder.path)/none").videos()) {
            XCTAssertEqual($0 as? DatasetError, .missing(path: "\(folder.path)/none", what: "folder"))
        }
    }
}
