import Foundation
import Notebook
import XCTest

/// Nothing that a person put into an output folder is written over or removed unasked.
final class OutputFolderTests: ScriptedRunCase {
    func testWhatIsInTheWayIsNamedAndLeft() throws {
        for name in ["report.html", "run.json", "cells/mine.txt", "runs/mine.txt", "files/mine.txt", ".avts-nb"] {
            try put("mine", "n.out/\(name)")
            let top = String(name.prefix { $0 != "/" })
            XCTAssertThrowsError(try run(["print 1"]), name) {
                XCTAssertTrue("\($0)".contains("\(top) is there, and no run made it"), "\($0)")
                XCTAssertTrue("\($0)".contains("--force"), "\($0)")
            }
            XCTAssertEqual(text("n.out/\(name)"), "mine")
            XCTAssertEqual(names("n.out"), [top])
            try FileManager.default.removeItem(atPath: out)
        }
    }

    func testForceMovesAside() throws {
        try put("mine", "n.out/report.html")
        try put("mine", "n.out/cells/mine.txt")
        try put("mine", "n.out/files/mine.txt")
        XCTAssertEqual(try run(["print 1"]) { $0.force = true }.status, .ok)
        XCTAssertEqual(text("n.out/files/mine.txt"), "mine")
        let aside = names("n.out").filter { $0.contains(".before-") }
        XCTAssertEqual(aside.map { String($0.prefix { $0 != "." }) }, ["cells", "report"])
        XCTAssertEqual(text("n.out/\(aside[1])"), "mine")
        XCTAssertEqual(text("n.out/cells/a/output.txt"), "1\n")
    }

    func testALinkThatAPersonReplacedIsTheirs() throws {
        try run(["print 1"])
        try FileManager.default.removeItem(atPath: out + "/report.html")
        try put("mine", "n.out/report.html")
        XCTAssertThrowsError(try run(["print 1"]))
        _ = try output.clean()
        XCTAssertEqual(text("n.out/report.html"), "mine")
        XCTAssertFalse(exists("n.out/runs"))
    }

    func testOtherFilesAreNoOnesConcern() throws {
        try put("mine", "n.out/mine.txt")
        try run(["print 1\nfile weights/w.bin 123"])
        let cleaning = try output.clean()
        XCTAssertTrue(cleaning.removed)
        XCTAssertEqual(names("n.out"), ["mine.txt"])
        try FileManager.default.removeItem(atPath: out + "/mine.txt")
        XCTAssertTrue(exists("n.out"), "a person made the folder")
    }

    func testCleaningRemovesTheFilesThatRunsMadeAsTheyMadeThem() throws {
        try run(["file weights/w.bin 123\nfile log.txt abc"])
        try run(["file second.txt abc", "print it is told who made the others"])
        XCTAssertEqual(
            shown?.made?.filter { $0.path.hasPrefix("files/") }.map(\.path),
            ["files/log.txt", "files/second.txt", "files/weights/w.bin"])
        XCTAssertEqual(shown?.made?.filter { $0.run != nil }.count, 2)
        try put("mine", "n.out/files/weights/mine.txt")
        try put("changed", "n.out/files/log.txt")
        let cleaning = try output.clean()
        XCTAssertEqual(cleaning.left, ["files/log.txt", "files/weights/mine.txt"])
        XCTAssertFalse(exists("n.out/files/weights/w.bin"))
        XCTAssertFalse(exists("n.out/files/second.txt"))
        XCTAssertEqual(text("n.out/files/weights/mine.txt"), "mine")
        // The folder still knows what is its own.
        try run(["print 1"])
        XCTAssertEqual(try output.clean(force: true).left, [])
        XCTAssertFalse(exists("n.out"))
    }

    func testCleaningFollowsNoLinks() throws {
        try put("mine", "elsewhere/mine.txt")
        try run(["file w.bin 123\nprint 1"])
        for place in ["n.out/files/link", "n.out/runs/\(runs[0])/link", "n.out/runs/link"] {
            try FileManager.default.createSymbolicLink(atPath: folder + "/" + place, withDestinationPath: folder + "/elsewhere")
        }
        _ = try output.clean(force: true)
        XCTAssertEqual(text("elsewhere/mine.txt"), "mine")
        XCTAssertTrue(exists("n.out/runs/link"), "no run made it")
        XCTAssertFalse(exists("n.out/files"))
    }

    func testNothingIsWrittenThroughALinkThatLeadsOut() throws {
        try FileManager.default.createDirectory(atPath: folder + "/book", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/elsewhere", withIntermediateDirectories: true)
        let beside = OutputFolder.beside(folder + "/book/n.avtsnb")
        try FileManager.default.createSymbolicLink(atPath: beside.path, withDestinationPath: "../elsewhere")
        let refused = try runner(document(["print 1"]), folder: beside)
        XCTAssertEqual(refused.run().exitCode, 73)
        XCTAssertTrue(refused.saveError?.description.contains("it is a link to ../elsewhere: name that with --out") == true)
        XCTAssertEqual(names("elsewhere"), [])
        // Within, where a run puts its own.
        for name in ["runs", "files"] {
            try run(["print 1"])
            try? FileManager.default.removeItem(atPath: out + "/" + name)
            try FileManager.default.createSymbolicLink(atPath: out + "/" + name, withDestinationPath: folder + "/elsewhere")
            XCTAssertThrowsError(try run(["print 1"]), name)
            _ = try output.clean(force: true)
            XCTAssertEqual(names("elsewhere"), [])
            try? FileManager.default.removeItem(atPath: out)
        }
    }

    /// A cell's folder that became a link while the run goes on is not written through.
    func testALinkThatAppearsMeanwhile() throws {
        try FileManager.default.createDirectory(atPath: folder + "/elsewhere", withIntermediateDirectories: true)
        let evaluator = ScriptedEvaluator()
        evaluator.words["attack"] = { [self] _ in
            let cells = out + "/runs/\(runs.last ?? "")/cells"
            try FileManager.default.createDirectory(atPath: cells, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: cells + "/a", withDestinationPath: folder + "/elsewhere")
        }
        let runner = try runner(document(["attack\npicture p"]), evaluator)
        XCTAssertEqual(runner.run().exitCode, 73)
        XCTAssertNotNil(runner.saveError)
        XCTAssertEqual(names("elsewhere"), [])
    }

    func testExportsHoldWhatTheRunMadeAndNothingElse() throws {
        let cells = ["picture p", "picture q"]
        try run(cells)
        let document = try document(cells)
        func pictures(_ format: Exporter.Format) -> Int {
            let text = Exporter(document: document, folder: output).export(to: format)
            return text.components(separatedBy: format == .html ? "data:image/png" : "![a picture]").count - 1
        }
        XCTAssertEqual(pictures(.html), 2)
        XCTAssertEqual(pictures(.md), 2)
        try put("another", "n.out/runs/\(runs[0])/cells/b/q.png")
        XCTAssertEqual(pictures(.html), 1)
        XCTAssertEqual(pictures(.md), 1)
        XCTAssertTrue(
            Exporter(document: document, folder: output).export(to: .md).contains(
                "left out, since it is not the file that the run made"))
    }

    func testDigestsAndHomes() throws {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/root"
        try run(["print the file \(home)/data/x.mp4 of \(home) and \(home)less and /srv\(home)/y\npicture p\nfile w.bin abc"])
        let saved = try XCTUnwrap(text("n.out/run.json"))
        XCTAssertEqual(shown?.cells[0].text, "the file ~/data/x.mp4 of ~ and \(home)less and /srv\(home)/y\na picture\n")
        XCTAssertFalse(saved.contains("\(home)/data"))
        // printf abc | sha256sum
        XCTAssertEqual(
            shown?.made?.first { $0.path == "files/w.bin" }?.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        XCTAssertEqual(shown?.made?.map(\.path), ["cells/a/output.txt", "cells/a/p.png", "files/w.bin"])
        XCTAssertNotNil(shown?.provenance.libraries?["swift"])
    }
}
