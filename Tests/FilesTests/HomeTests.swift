import Files
import Foundation
import XCTest

final class HomeTests: XCTestCase {
    private var before: [String: String?] = [:]

    private func set(_ name: String, _ value: String?) {
        if before[name] == nil { before[name] = .some(getenv(name).map { String(cString: $0) }) }
        if let value { setenv(name, value, 1) } else { unsetenv(name) }
    }

    override func tearDown() {
        for (name, value) in before { if let value { setenv(name, value, 1) } else { unsetenv(name) } }
        before = [:]
    }

    func testTheEnvironmentDecidesAtEachCall() {
        for name in ["XDG_CACHE_HOME", "XDG_STATE_HOME", "AVTS_DATA"] { set(name, nil) }
        set("HOME", "/one")
        XCTAssertEqual(Home.folder, "/one")
        XCTAssertEqual(Home.data, "/one/.cache/avts-nb")
        set("HOME", "/two")
        XCTAssertEqual(Home.state, "/two/.local/state")
        XCTAssertTrue(Home.fontFolders.allSatisfy { $0.hasPrefix("/two/") })
        set("XDG_CACHE_HOME", "/cache")
        XCTAssertEqual(Home.data, "/cache/avts-nb")
        set("AVTS_DATA", "/data")
        XCTAssertEqual(Home.data, "/data")
        // Nothing is no folder.
        set("HOME", "")
        XCTAssertTrue(Home.folder.hasPrefix("/"))
    }

    func testPaths() {
        set("HOME", "/home/person")
        XCTAssertEqual(PathText.expanded("~"), "/home/person")
        XCTAssertEqual(PathText.expanded("~/a b"), "/home/person/a b")
        for path in ["a~", "~other/x", "/~", "", "./~"] { XCTAssertEqual(PathText.expanded(path), path) }
        XCTAssertEqual(PathText.absolute("x/y", from: "/base"), "/base/x/y")
        XCTAssertEqual(PathText.absolute("/x", from: "/base"), "/x")
        XCTAssertEqual(PathText.absolute("~/x", from: "/base"), "/home/person/x")
        XCTAssertEqual(PathText.absolute("x", from: "/"), "/x")
        XCTAssertEqual(PathText.folder(of: "/x"), "/")
        XCTAssertEqual(PathText.folder(of: "/x/n.avtsnb"), "/x")
        XCTAssertEqual(PathText.folder(of: "n.avtsnb"), FileManager.default.currentDirectoryPath)
    }

    func testReadersAndWritersKnowThePersonsFolder() throws {
        let folder = NSTemporaryDirectory() + "avts-nb-home-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        set("HOME", folder)
        try AtomicFile.write(Array("text".utf8), to: "~/file")
        XCTAssertTrue(FileManager.default.fileExists(atPath: folder + "/file"))
        XCTAssertEqual(try RegularFile.contents("~/file", limit: 10), Array("text".utf8))
    }
}
