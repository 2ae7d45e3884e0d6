import Foundation
import XCTest

/// The notebooks of the project at the smallest scale: every cell runs, and no claim is judged.
final class ShippedNotebookTests: FolderTestCase {
    private func run(_ name: String, _ parameters: String...) throws {
        let notebook = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../notebooks/\(name).avtsnb"
        ).path
        let before = try Data(contentsOf: URL(fileURLWithPath: notebook))
        let outcome = try Binary.run(
            ["run", notebook, "-p", "scale=smoke", "--out", folder + "/out"] + parameters.flatMap { ["-p", $0] },
            environment: ["AVTS_DATA": folder + "/data"])
        XCTAssertEqual(outcome.code, 0, outcome.output + outcome.errors)
        XCTAssertTrue(exists("out/report.html"))
        XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: notebook)), before, "a run leaves its source as it was")
    }

    func testTour() throws {
        try run("tour")
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("tour.offset"))
    }

    func testOwnNetwork() throws {
        try run("own-network")
        XCTAssertTrue(try XCTUnwrap(contents("out/run.json")).contains("own.nearer"))
    }

    func testLosses() throws {
        try run("losses")
        let record = try XCTUnwrap(contents("out/run.json"))
        for name in ["losses.contrastive", "losses.crossEntropy", "losses.fineTuned", "losses.margin.0.5"] {
            XCTAssertTrue(record.contains("\"\(name)\""), name)
        }
    }

    func testCurriculum() throws {
        try run("curriculum", "superhard=true", "shares=true")
        let record = try XCTUnwrap(contents("out/run.json"))
        for name in [
            "table1.single.easy.easy", "table1.easy-mixed.hard", "table1.easy-hard.superHard", "table1.easy-super-hard.easy",
            "shares.curriculum.50.hard",
        ] {
            XCTAssertTrue(record.contains("\"\(name)\""), name)
        }
        XCTAssertTrue(exists("out/cells/loss/loss.png"))
    }
}
