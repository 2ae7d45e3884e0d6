import Files
import Foundation
import XCTest

/// Writing and removing beneath a folder, changing a person's file, and folders that go with the process.
final class OpenFolderTests: XCTestCase {
    private let path = NSTemporaryDirectory() + "avts-nb-tests-\(UUID().uuidString)"

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(atPath: path + "/a", withIntermediateDirectories: true)
    }
    override func tearDown() { try? FileManager.default.removeItem(atPath: path) }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }
    private func put(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    func testWritingStaysBeneath() throws {
        let folder = try OpenFolder(path + "/a")
        try folder.write(Array("x".utf8), to: "b/c/d.txt")
        XCTAssertEqual(text("a/b/c/d.txt"), "x")
        try FileManager.default.createDirectory(atPath: path + "/elsewhere", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: path + "/a/link", withDestinationPath: path + "/elsewhere")
        XCTAssertThrowsError(try folder.write([1], to: "link/x")) {
            XCTAssertTrue("\($0)".contains("it is a link or a file, expected a folder"), "\($0)")
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: path + "/elsewhere"), [])
        // Where the folder has gone, what is written goes with it.
        try FileManager.default.moveItem(atPath: path + "/a", toPath: path + "/moved")
        try folder.write(Array("y".utf8), to: "e.txt")
        XCTAssertEqual(text("moved/e.txt"), "y")
        try folder.link("link", to: "b")
        XCTAssertEqual(folder.target(of: "link"), "b")
        XCTAssertThrowsError(try folder.move("e.txt", to: "b"))
        try folder.share("e.txt", with: OpenFolder(path))
        XCTAssertEqual(text("e.txt"), "y")
    }

    func testRemoving() throws {
        let folder = try OpenFolder(path)
        try put("mine", "mine.txt")
        var deep = "tree"
        mkdir(path + "/tree", 0o755)
        // Deeper than descriptors reach, by steps, since no path is so long.
        var place = try OpenFolder(path + "/tree")
        for _ in 0..<1500 {
            try place.make("d")
            place = try place.folder("d")
            deep += "/d"
        }
        try place.link("out", to: path)
        try FileManager.default.createSymbolicLink(atPath: path + "/tree/link", withDestinationPath: path + "/mine.txt")
        try put("last", "tree/.last")
        try folder.remove("tree", last: ".last")
        try folder.remove("not there")
        XCTAssertFalse(FileManager.default.fileExists(atPath: path + "/tree"))
        XCTAssertEqual(text("mine.txt"), "mine")
    }

    func testReplacingKeepsPlaceLinksAndRights() throws {
        try put("old", "n.txt")
        chmod(path + "/n.txt", 0o640)
        try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: "n.txt")
        try FileReplacement.replace(Array("old".utf8), of: path + "/link", with: Array("new".utf8))
        XCTAssertEqual(text("n.txt"), "new")
        XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: path + "/link"), "n.txt")
        var status = stat()
        XCTAssertEqual(stat(path + "/n.txt", &status), 0)
        XCTAssertEqual(status.st_mode & 0o7777, 0o640)

        for (old, change, words) in [
            ("old", {}, "changed since it was read"),
            ("new", { [path] in chmod(path + "/n.txt", 0o440) }, "read-only (mode 440)"),
            (
                "new",
                { [path] in
                    chmod(path + "/n.txt", 0o640); Glibc.link(path + "/n.txt", path + "/second")
                }, "2 names"
            ),
        ] as [(String, () -> Void, String)] {
            change()
            XCTAssertThrowsError(try FileReplacement.replace(Array(old.utf8), of: path + "/n.txt", with: Array("x".utf8))) {
                XCTAssertTrue("\($0)".contains(words), "\($0)")
            }
            XCTAssertEqual(text("n.txt"), "new")
        }
        try FileReplacement.replace(Array("new".utf8), of: path + "/n.txt", with: Array("x".utf8), force: true)
        XCTAssertEqual(text("n.txt"), "x")
        XCTAssertEqual(text("second"), "new")
        XCTAssertEqual(
            try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(AtomicFile.temporarySuffix) }, [])
    }
}
