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

    func testDigests() {
        // printf … | sha256sum
        XCTAssertEqual(SHA256.hex([]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        XCTAssertEqual(SHA256.hex(Array("abc".utf8)), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        XCTAssertEqual(
            SHA256.hex([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        for count in [55, 56, 63, 64, 65, 300_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            try? Data(bytes).write(to: URL(fileURLWithPath: path + "/bytes"))
            XCTAssertEqual(try SHA256.hex(of: RegularFile(path + "/bytes")), SHA256.hex(bytes), "\(count)")
        }
        XCTAssertEqual(
            SHA256.hex([UInt8](repeating: 0, count: 56)), "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb")
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

    func testFoldersOfProcessesThatAreGoneAreRemoved() throws {
        for name in ["avts-nb-dead", "avts-nb-alive", "avts-nb-unknown", "other"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(name)/in", withIntermediateDirectories: true)
            if name != "avts-nb-unknown" { try put("", "\(name)/.lock") }
        }
        let lock = open(path + "/avts-nb-alive/.lock", O_RDWR)
        XCTAssertEqual(flock(lock, LOCK_EX), 0)
        TemporaryFolder.sweep(path)
        close(lock)
        XCTAssertEqual(
            try FileManager.default.contentsOfDirectory(atPath: path).sorted(),
            ["a", "avts-nb-alive", "avts-nb-unknown", "other"])
        let own = try TemporaryFolder.make("test")
        XCTAssertTrue(
            FileManager.default.fileExists(atPath: URL(fileURLWithPath: own).deletingLastPathComponent().path + "/.lock"))
        try FileManager.default.removeItem(atPath: own)
    }
}
