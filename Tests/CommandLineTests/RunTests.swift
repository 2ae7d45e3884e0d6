import Foundation
import Notebook
import XCTest

final class RunTests: FolderTestCase {
    private let notebook = """
        ---
        avtsnb: 1
        title: A run
        params:
          n: {type: int, default: 3, min: 1}
        seed: 5
        ---
        # A run
        ```swift {#first}
        print("n is \\(params.n)")
        record("answer", 42.0, unit: "%")
        check(params.n > 0, "n is positive")
        ```
        ```swift {#second}
        params.n * 2
        ```

        """

    func testTheSourceStaysAsItIs() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run(path).code, 0)
        XCTAssertEqual(contents("n.avtsnb"), notebook)
    }

    func testOutputsGoToStandardOutputAndWordsAboutTheRunToTheOther() throws {
        let outcome = try Binary.run(try file("n.avtsnb", notebook), "-p", "n=4")
        XCTAssertEqual(outcome.output, "n is 4\n8\n")
        XCTAssertTrue(outcome.errors.contains("[2/2] second"))
        XCTAssertTrue(outcome.errors.contains("1 of 1 checks held"))
        XCTAssertEqual(try Binary.run(folder + "/n.avtsnb", "--quiet").errors, "")
    }

    /// Foundation's `deletingLastPathComponent` of an NSString ends the process when the name has one letter.
    func testFilesWhoseNamesHaveOneLetter() throws {
        _ = try file("n.avtsnb", "```swift {#a}\ntry Linear(2, 2).save(to: \"w\")\nplot([1, 2])\n```\n")
        XCTAssertEqual(try Binary.run("n.avtsnb", "--out", "o", "--allow-write", ".", in: folder).code, 0)
        XCTAssertNotNil(contents("o/run.json"))
        XCTAssertTrue(FileManager.default.fileExists(atPath: folder + "/w"))
        let saved = try Binary.run(input: "1 + 1\n:save s\n", environment: ["HOME": folder], in: folder)
        XCTAssertEqual(saved.code, 0, saved.errors)
        XCTAssertTrue(try XCTUnwrap(contents("s.avtsnb")).contains("title: s"))
    }

    /// A program that drives the prompt sends a line when it has read the answer to the one before.
    func testAPipeIsAnsweredLineByLine() throws {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: Binary.path)
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let guardian = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: guardian)
        for (line, answer) in [
            ("1 + 1", "2\n"), ("let a = 3; a * a", "9\n"), ("if a > 5 { print(1) }\nelse { print(0) }", "0\n"),
        ] {
            try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
            XCTAssertEqual(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self), answer)
        }
        guardian.cancel()
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
    }

    func testRunJSON() throws {
        let outcome = try Binary.run(try file("n.avtsnb", notebook), "--json")
        let run = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        XCTAssertEqual(run["status"] as? String, "ok")
        XCTAssertEqual(run["seed"] as? Int, 5)
        XCTAssertEqual((run["params"] as? [String: Any])?["n"] as? Int, 3)
        let answer = (run["results"] as? [String: Any])?["answer"] as? [String: Any]
        XCTAssertEqual(answer?["value"] as? Double, 42)
        XCTAssertEqual(answer?["unit"] as? String, "%")
        let cells = try XCTUnwrap(run["cells"] as? [[String: Any]])
        XCTAssertEqual(cells.map { $0["id"] as? String }, ["first", "second"])
        XCTAssertEqual((run["checks"] as? [[String: Any]])?.first?["message"] as? String, "n is positive")
        XCTAssertEqual(contents("n.out/run.json"), outcome.output)
        let provenance = try XCTUnwrap(run["provenance"] as? [String: Any])
        XCTAssertNotNil(provenance["cpu"])
        XCTAssertNotNil(provenance["threads"])
    }

    func testReportIsOneFile() throws {
        _ = try Binary.run(try file("n.avtsnb", notebook))
        let report = try XCTUnwrap(contents("n.out/report.html"))
        XCTAssertTrue(report.contains("<title>A run</title>"))
        XCTAssertTrue(report.contains("n is 3"))
        XCTAssertTrue(report.contains("n is positive"))
        XCTAssertFalse(report.contains("{{"))
        XCTAssertFalse(report.contains("src=\"http"))
    }

    func testSelection() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run(path, "--only", "second").output, "6\n")
        XCTAssertEqual(try Binary.run(path, "--upto", "first").output, "n is 3\n")
        XCTAssertEqual(try Binary.run(path, "--from", "second").output, "6\n")
    }

    func testSkipIfAndKeepGoing() throws {
        let path = try file(
            "n.avtsnb",
            "```swift {skip}\nprint(1)\n```\n```swift {if=\"1 > 2\"}\nprint(2)\n```\n```swift {if=\"2 > 1\"}\nprint(3)\n```\n```swift\n[1][7]\n```\n```swift\nprint(4)\n```\n"
        )
        XCTAssertEqual(try Binary.run(path).output, "3\n")
        let kept = try Binary.run(path, "--keep-going")
        XCTAssertEqual(kept.output, "3\n4\n")
        XCTAssertEqual(kept.code, 1)
    }

    func testEvaluate() throws {
        XCTAssertEqual(try Binary.run("-e", "1 + 1").output, "2\n")
        XCTAssertEqual(try Binary.run("-e", "-3 + 1").output, "-2\n")
        XCTAssertEqual(try Binary.run("-e", "let a = 1").output, "")
        let failed = try Binary.run("-e", "1 +")
        XCTAssertEqual(failed.code, 1)
        XCTAssertTrue(failed.errors.contains("<command line>:1"))
    }

    func testStandardInput() throws {
        XCTAssertEqual(try Binary.run("-", input: "# T\n```swift\n1 + 2\n```\n").output, "3\n")
        XCTAssertEqual(try Binary.run("-", input: "print(\"bare\")\n").output, "bare\n")
    }

    func testACellsOwnFiles() throws {
        let path = try file(
            "n.avtsnb",
            """
            ---
            avtsnb: 1
            title: T
            ---
            ```swift
            let path = try outputPath("weights/last turn.txt")
            print(fileExists(path) ? "again, after \\(try readText(path))" : "first")
            try writeText("the first run", to: "weights/last turn.txt")
            ```
            """)
        XCTAssertEqual(try Binary.run(path).output, "first\n")
        XCTAssertEqual(try Binary.run(path).output, "again, after the first run\n")
        let record = try XCTUnwrap(RunRecord(json: [UInt8](XCTUnwrap(contents("n.out/run.json")).utf8)))
        XCTAssertEqual(record.files, ["files/weights/last turn.txt"])
        XCTAssertTrue(try XCTUnwrap(contents("n.out/report.html")).contains("href=\"files/weights/last%20turn.txt\""))
        XCTAssertEqual(try Binary.run("clean", path).code, 0)
        XCTAssertFalse(exists("n.out"))
        for name in ["../x", "/tmp/x", "", "a//b", "a/./b"] {
            let failed = try Binary.run("-e", "try outputPath(\"\(name)\")")
            XCTAssertEqual(failed.code, 1)
            XCTAssertTrue(failed.errors.contains("beneath the output folder"), failed.errors)
        }
        XCTAssertTrue(try Binary.run("-e", "try outputPath(\"a\")").errors.contains("this run writes no files"))
    }

    func testCleanRemovesOnlyWhatARunMade() throws {
        let path = try file("n.avtsnb", notebook)
        _ = try Binary.run(path)
        _ = try file("n.out/mine.txt", "mine")
        XCTAssertEqual(try Binary.run("clean", path).code, 0)
        XCTAssertFalse(exists("n.out/run.json"))
        XCTAssertTrue(exists("n.out/mine.txt"))
    }
}
