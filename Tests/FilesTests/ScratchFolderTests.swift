import Files
import Foundation
import XCTest

final class ScratchFolderTests: XCTestCase {
    private var home = ""

    override func setUp() { home = NSTemporaryDirectory() + "avts-nb-scratch-tests-\(UUID().uuidString)" }
    override func tearDown() { try? FileManager.default.removeItem(atPath: home) }

    private var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).sorted() }

    func testOneLivesAsLongAsItsOwner() throws {
        var folders = try (0..<20).map { _ in try ScratchFolder(in: home) }
        XCTAssertEqual(Set(folders.map(\.path)).count, 20)
        let rights = try FileManager.default.attributesOfItem(atPath: folders[0].path)[.posixPermissions] as? Int
        XCTAssertEqual(rights, 0o700)
        try Data([1]).write(to: URL(fileURLWithPath: folders[3].path + "/file"))
        folders.removeAll()
        XCTAssertEqual(names, [])
    }

    func testWhatAKilledProcessLeftIsSweptAndWhatLivesStays() throws {
        let living = try ScratchFolder(in: home)
        // Nobody holds a lock on these, and the last is none of ours.
        for name in ["avts-nb-dead01/deep/er", "avts-nb-dead02", "others"] {
            try FileManager.default.createDirectory(atPath: home + "/" + name, withIntermediateDirectories: true)
        }
        symlink("/etc", home + "/avts-nb-link00")
        ScratchFolder.sweep(home)
        XCTAssertEqual(Set(names), [URL(fileURLWithPath: living.path).lastPathComponent, "others", "avts-nb-link00"])
        XCTAssertTrue(FileManager.default.fileExists(atPath: "/etc/passwd"))
        withExtendedLifetime(living) {}
    }
}
