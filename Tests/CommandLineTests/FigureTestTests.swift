import Foundation
import XCTest

/// Accepted pictures, several notebooks at once, reports for servers.
final class FigureTestTests: FolderTestCase {
    private func notebook(_ last: String = "2.5") -> String {
        "```swift {#plot figure=loss}\nplot([1.0, 2, 3, \(last)], title: \"Loss\")\n```\n\n```output {for=plot figure=accepted/loss.png}\n```\n"
    }

    func testAcceptedPictures() throws {
        let path = try file("f.avtsnb", notebook())
        let first = try Binary.run("test", path)
        XCTAssertEqual(first.code, 2)
        XCTAssertTrue(first.output.contains("there is no accepted picture accepted/loss.png yet"), first.output)
        XCTAssertEqual(try Binary.run("test", path, "--accept").code, 0)
        XCTAssertEqual(contents("f.avtsnb"), notebook(), "the text is what it was")
        XCTAssertEqual(try Binary.run("test", path).code, 0)

        // What is hardly seen is no difference; what is seen is.
        _ = try file("f.avtsnb", notebook("2.5001"))
        XCTAssertEqual(try Binary.run("test", path).code, 0)
        _ = try file("f.avtsnb", notebook("2.8"))
        let other = try Binary.run("test", path, "--out", folder + "/out")
        XCTAssertEqual(other.code, 2)
        XCTAssertTrue(other.output.contains("the figure differs from accepted/loss.png by 0."), other.output)
        let report = try XCTUnwrap(contents("out/report.html"))
        XCTAssertTrue(report.contains("alt=\"the accepted picture\""), "both are shown")
        XCTAssertTrue(exists("out/cells/plot/accepted-loss.png") || exists("out/cells/plot/loss.png"))

        let accepted = try Data(contentsOf: URL(fileURLWithPath: folder + "/accepted/loss.png"))
        XCTAssertEqual(try Binary.run("test", path, "--accept").code, 0)
        XCTAssertNotEqual(try Data(contentsOf: URL(fileURLWithPath: folder + "/accepted/loss.png")), accepted)
        XCTAssertEqual(try Binary.run("test", path).code, 0)
    }

    func testWhatIsNoPictureIsNotWrittenOver() throws {
        let path = try file("f.avtsnb", notebook())
        try FileManager.default.createDirectory(atPath: folder + "/accepted", withIntermediateDirectories: true)
        _ = try file("accepted/loss.png", "a letter")
        XCTAssertTrue(try Binary.run("test", path).output.contains("cannot be read as a PNG picture"))
        XCTAssertEqual(try Binary.run("test", path, "--accept").code, 73)
        XCTAssertEqual(contents("accepted/loss.png"), "a letter")
        _ = try file(
            "f.avtsnb",
            notebook().replacingOccurrences(of: "plot([1.0", with: "print([1.0").replacingOccurrences(
                of: ", title: \"Loss\"", with: ""))
        XCTAssertTrue(try Binary.run("test", path).output.contains("the cell draws no figure"))
    }

    func testSeveralAtOnce() throws {
        let paths = try (0..<4).map {
            try file(
                "n\($0).avtsnb",
                "```swift {#a}\nprint(\($0), parameter(\"x\", 0))\n```\n```output\n\($0 == 2 ? 9 : $0) ...\n```\n")
        }
        let one = try Binary.run(["test"] + paths + ["--junit", folder + "/one.xml"], in: folder)
        let many = try Binary.run(["test", "-j", "3"] + paths + ["--junit", folder + "/many.xml"], in: folder)
        XCTAssertEqual(one.code, 2)
        XCTAssertEqual(many.code, 2)
        XCTAssertEqual(many.output, one.output)
        XCTAssertTrue(many.output.hasSuffix("3 passed, 1 failed, 0 skipped\n"), many.output)
        let times = try Regex(" time(stamp)?=\"[^\"]*\"")
        XCTAssertEqual(contents("many.xml")?.replacing(times, with: ""), contents("one.xml")?.replacing(times, with: ""))
        XCTAssertEqual(contents("one.xml")?.components(separatedBy: "<testcase").count, 5)
        let json = try Binary.run(["test", "-j", "2", "--json"] + paths, in: folder)
        XCTAssertEqual((try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [Any])?.count, 4)
        _ = try file("letter.txt", "mine")
        XCTAssertEqual(try Binary.run(["test", paths[0], "--junit", folder + "/letter.txt"]).code, 73)
        XCTAssertEqual(contents("letter.txt"), "mine")
        XCTAssertEqual(try Binary.run(["test", "-j", "0", paths[0]]).code, 64)
    }
}
