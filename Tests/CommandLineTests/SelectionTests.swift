import Foundation
import TestSupport
import XCTest

/// Cells that need others, cells that are none, code behind `-e`.
final class SelectionTests: FolderTestCase {
    func testWhatASelectedCellNeedsRunsToo() throws {
        let path = try file(
            "f.avtsnb",
            "```swift {#a}\nlet x = 20 / 1\n```\n\n```swift {#noise}\nprint(\"noise\")\n```\n\n```swift {#b}\nlet y = x + 1\n```\n\n```swift {#c}\nprint(y * 2)\n```\n"
        )
        for words in [["--only", "c"], ["--from", "c"], ["--only", "b", "--only", "c"]] {
            let outcome = try Binary.run([path, "--no-cache"] + words)
            XCTAssertEqual(outcome.code, 0, outcome.errors)
            XCTAssertEqual(outcome.output, "42\n")
            XCTAssertTrue(outcome.errors.contains("these run too, since they are needed: a (`x` in "), outcome.errors)
        }
        XCTAssertEqual(try Binary.run(path, "--only", "a", "--only", "b", "--only", "c").output, "42\n")
        XCTAssertEqual(try Binary.run(path, "--upto", "b").code, 0)
        let alone = try Binary.run(path, "--only", "c", "--alone")
        XCTAssertEqual(alone.code, 1)
        XCTAssertTrue(alone.errors.contains("cannot find 'y'"), alone.errors)
        XCTAssertEqual(try Binary.run(path, "--only", "noise").output, "noise\n")
    }

    func testFencesThatAreNoCellsAreToldByAllThatRead() throws {
        let path = try file(
            "w.avtsnb", "1. First\n\n   ```swift\n   print(3)\n   ```\n\n2. Second\n\n    ```swift\n    print(4)\n    ```\n")
        for command in ["check", "run", "test"] {
            let outcome = try Binary.run(command, path)
            XCTAssertEqual(outcome.code, 0)
            XCTAssertTrue(outcome.errors.contains("w.avtsnb:9:5: warning:"), "\(command): \(outcome.errors)")
        }
        XCTAssertTrue(try Binary.run("check", path).output.contains("1 cells, 1 warning"))
    }

    func testEveryCodeBehindEIsRun() throws {
        XCTAssertEqual(try Binary.run("-e", "let a = 2; a", "-e", "a * 21").output, "2\n42\n")
    }

    func testFiguresAreOutput() throws {
        let source =
            "for n in 1...2 { plot([1, 2, Double(n)], title: \"loop\\(n)\") }\nplot([1, .nan, 2], title: \"before\")\nprint(\"end\")\n"
        let path = try file("g.avtsnb", "```swift {#a}\n\(source)```\n")
        let outcome = try Binary.run(path)
        XCTAssertEqual(
            outcome.output.split(separator: "\n").filter { !$0.hasPrefix("→") }.joined(separator: "|"),
            "LinePlot \"loop1\"|LinePlot \"loop2\"|warning: LinePlot \"before\": 1 of 3 values is no finite number and is not drawn|LinePlot \"before\"|end"
        )
        for name in ["loop1", "loop2", "before"] { XCTAssertTrue(exists("g.out/cells/a/\(name).png"), name) }
        let typed = try Binary.run("-e", source)
        XCTAssertEqual(typed.output.components(separatedBy: "LinePlot").count, 5, typed.output)
        XCTAssertTrue(typed.errors.contains("--out FOLDER"), typed.errors)
        // What is given to somebody is his to show.
        XCTAssertEqual(
            try Binary.run(
                "-e",
                "func made() -> LinePlot { plot([1, 2]) }\nlet all = [1, 2].map { _ in plot([1, 2]) }\nlet one = made()\nprint(all.count)"
            ).output,
            "2\n")
    }

    func testASecretIsWrittenNowhere() throws {
        let path = try file(
            "s.avtsnb",
            "---\navtsnb: 1\nparams:\n  token: {type: secret}\n---\n```swift {#a allow-error}\nprint(params.token.count, params.token)\nthrow BrokenRule(\"bad \" + params.token)\n```\n\n```swift\nparams.token\n```\n"
        )
        let outcome = try Binary.run(path, "-p", "token=hunter2-hunter2", "--json")
        XCTAssertEqual(outcome.code, 0, outcome.errors)
        XCTAssertTrue(outcome.output.contains("15 •••"), outcome.output)
        let written =
            try FileManager.default.subpathsOfDirectory(atPath: folder).compactMap { contents($0) } + [
                outcome.output, outcome.errors,
            ]
        for text in written where !text.hasPrefix("---") { XCTAssertFalse(text.contains("hunter2"), text) }
        XCTAssertEqual(try Binary.run("check", path).code, 0)
        // A program of the same text keeps it to itself, too.
        XCTAssertEqual(try Binary.run("build", path, "-o", folder + "/program").code, 0)
        let program = try Subprocess(folder + "/program", ["-p", "token=hunter2-hunter2", "--out", folder + "/program.out"])
            .wait()
        XCTAssertEqual(program.output.trimmingCharacters(in: .whitespacesAndNewlines), "\"•••\"", program.error)
        for text in try FileManager.default.subpathsOfDirectory(atPath: folder + "/program.out").compactMap({
            contents("program.out/\($0)")
        })
            + [program.output, program.error]
        { XCTAssertFalse(text.contains("hunter2"), text) }
        let terminal = try PseudoTerminal([], state: folder)
        terminal.expect("avts> ")
        terminal.enter(":run \(path) -p token=hunter2-hunter2")
        terminal.expect("15 •••")
        terminal.expect("avts> ")
        terminal.enter(":save \(folder)/saved.avtsnb")
        terminal.expect("wrote")
        terminal.enter(":q")
        XCTAssertEqual(terminal.exitCode(), 0)
        XCTAssertFalse(try XCTUnwrap(contents("avts-nb/history")).contains("hunter2"))
        XCTAssertFalse(try XCTUnwrap(contents("saved.avtsnb")).contains("hunter2"))
    }
}
