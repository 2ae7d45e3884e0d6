import Foundation
import Notebook
import XCTest

/// Pipes, devices and folders where a run's own files, a picture or a repository's head are looked for.
final class HostileFileTests: XCTestCase {
    private let folder = NSTemporaryDirectory() + "avts-nb-hostile-\(UUID().uuidString)"

    override func setUpWithError() throws {
        try FileManager.default.createDirectory(atPath: folder + "/n.out/cells", withIntermediateDirectories: true)
    }

    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    /// Puts a pipe, a folder and endless devices under a name, one after the other.
    private func withHostile(_ name: String, _ body: (String) throws -> Void) rethrows {
        let path = folder + "/" + name
        for kind in ["pipe", "folder", "/dev/zero", "/dev/urandom", "/dev/tty"] {
            switch kind {
            case "pipe": XCTAssertEqual(mkfifo(path, 0o600), 0)
            case "folder": XCTAssertEqual(mkdir(path, 0o700), 0)
            default: XCTAssertEqual(symlink(kind, path), 0)
            }
            try body(kind)
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    func testARunsFolder() throws {
        let output = OutputFolder(path: folder + "/n.out")
        for name in ["run.json", ".avts-nb"] {
            try withHostile("n.out/" + name) { kind in
                XCTAssertNil(output.read(name), kind)
                XCTAssertFalse(output.isOurs, kind)
                XCTAssertFalse(try output.clean().removed, kind)
                XCTAssertThrowsError(try output.claim(), kind)
            }
        }
        XCTAssertNil(output.read("no such file"))
        rmdir(folder + "/n.out/cells")
        try output.claim()
        XCTAssertTrue(output.isOurs)
    }

    func testARepositorysHead() throws {
        XCTAssertNil(Provenance.gitRevision(of: folder + "/n.out"))
        withHostile("n.out/.git") { kind in XCTAssertNil(Provenance.gitRevision(of: folder + "/n.out"), kind) }
        try Data("gitdir: /dev/zero\n".utf8).write(to: URL(fileURLWithPath: folder + "/n.out/.git"))
        XCTAssertNil(Provenance.gitRevision(of: folder + "/n.out"))
        try Data("gitdir: ..\n".utf8).write(to: URL(fileURLWithPath: folder + "/n.out/.git"))
        withHostile("HEAD") { kind in XCTAssertNil(Provenance.gitRevision(of: folder + "/n.out"), kind) }
        XCTAssertNotEqual(Provenance.cpuName(), "")
        XCTAssertGreaterThan(try XCTUnwrap(Provenance.peakMemory(of: getpid())), 1 << 20)
    }

    func testAPictureOfTheProse() throws {
        let document = try Document(parsing: Array("---\navtsnb: 1\n---\n![x](p.png)\n".utf8), path: folder + "/n.avtsnb")
        withHostile("p.png") { kind in
            XCTAssertTrue(Exporter(document: document, folder: nil).export(to: .html).contains("p.png"), kind)
        }
    }

    /// A record is a claim like any other: what is none of it is no record.
    func testRecordsThatAreNone() {
        for text in [
            "", "[", "{}", "{\"avtsnb\":1}", String(repeating: "[", count: 1_000_000),
            String(repeating: "{\"a\":", count: 100_000),
        ] {
            XCTAssertNil(RunRecord(json: Array(text.utf8)))
        }
    }
}
