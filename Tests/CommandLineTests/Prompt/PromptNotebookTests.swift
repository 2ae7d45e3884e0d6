import Foundation
import XCTest

/// What the prompt keeps, brings and saves: history, entries, notebooks.
final class PromptNotebookTests: FolderTestCase {
    func testStaleEntriesRunAgain() throws {
        let terminal = try prompt()
        for line in ["var a = 1", "let b = a * 10", "let c = b + 1", "var a = 2", ":stale"] {
            terminal.enter(line)
            terminal.expect("avts> ")
        }
        terminal.enter(":rerun")
        terminal.expect("in3")
        terminal.expect("avts> ")
        terminal.enter("(b, c)")
        terminal.expect("\n(20, 21)")
        terminal.expect("avts> ")
        terminal.enter(":stale")
        terminal.expect("nothing is stale")
        terminal.enter(":save \(folder)/again.avtsnb")
        terminal.expect("wrote")
        XCTAssertEqual(try Binary.run("test", folder + "/again.avtsnb").code, 0)
    }

    /// What `:run` and `:load` bring is known to `:save`: parameters, streams of chance, cells that must fail, figures, progress.
    func testWhatWasBroughtIsSaved() throws {
        let path = try file(
            "n.avtsnb",
            """
            ---
            avtsnb: 1
            seed: 9
            params:
              n: {type: int, default: 1}
            ---
            ```swift {#a}
            let x = params.n * 10
            x
            ```

            ```swift {#chance seed=4}
            Int.random(in: 0..<1_000_000)
            ```

            ```swift {#fails raises=RuntimeError}
            [1][x]
            ```

            ```swift {#never if="params.n == 1"}
            print("never")
            ```

            ```swift {#bar}
            for i in 1...3 { print("\\r\\(i)0 %", terminator: "") }
            print("\\rdone")
            ```

            """)
        for command in ["run", "load"] {
            let terminal = try prompt()
            terminal.enter(":\(command) \(path) -p n=3")
            terminal.expect("\n30")
            terminal.expect("done")
            terminal.expect("avts> ")
            terminal.enter("x + params.n")
            terminal.expect("\n33")
            terminal.expect("avts> ")
            terminal.enter(":run \(path)#a -p n=5")
            terminal.expect("\n50")
            terminal.expect("avts> ")
            terminal.enter(":run \(path) -p m=5")
            terminal.expect("no parameter is called `m`")
            terminal.enter(":save \(folder)/\(command).avtsnb")
            terminal.expect("wrote")
            terminal.enter(":q")
            XCTAssertEqual(terminal.exitCode(), 0)
            let outcome = try Binary.run("test", folder + "/\(command).avtsnb")
            XCTAssertEqual(outcome.code, 0, outcome.output + outcome.errors)
            XCTAssertTrue(outcome.output.contains("8 passed, 0 failed"), outcome.output)
        }
    }

    func testTheHistoryIsThePersonsOwnAndHasAnEnd() throws {
        try FileManager.default.createDirectory(atPath: folder + "/avts-nb", withIntermediateDirectories: true)
        let line = String(repeating: "x", count: 1000)
        _ = try file("avts-nb/history", (0..<3000).map { "#\(1_700_000_000 + $0)\nlet a\($0) = \"\(line)\"\n" }.joined())
        chmod(folder + "/avts-nb/history", 0o644)
        let terminal = try prompt()
        terminal.enter("let newest = 1")
        terminal.expect("avts> ")
        terminal.enter(":q")
        _ = terminal.exitCode()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/avts-nb/history")
        XCTAssertEqual(attributes[.posixPermissions] as? Int, 0o600)
        XCTAssertLessThan(try XCTUnwrap(attributes[.size] as? Int), 1 << 20)
        let text = try XCTUnwrap(contents("avts-nb/history"))
        XCTAssertTrue(text.contains("let newest = 1") && text.contains("a2999") && !text.contains("a10 "))
    }

    func testHistoryOverRestartsAndSideBySide() throws {
        let first = try prompt(), second = try prompt()
        first.enter("func f() -> Int {")
        first.expect("  ... ")
        first.enter("    7")
        first.expect("  ... ")
        first.enter("}")
        first.expect("avts> ")
        second.enter("let fromSecond = 2")
        second.expect("avts> ")
        first.send("\u{04}")
        second.send("\u{04}")
        _ = (first.exitCode(), second.exitCode())

        let third = try prompt()
        third.send("\u{1B}[A")  // up
        third.expect("let fromSecond = 2")
        third.send("\u{1B}[A")
        third.expect("func f() -> Int {")
        third.send("\r")
        third.expect("avts> ")
        third.enter("f()")
        third.expect("\n7")
    }

    func testSaveGivesANotebookThatPasses() throws {
        let terminal = try prompt()
        for line in ["let a = 2", "print(\"a is \\(a)\")", "a * 21", "[1][9]", "let = 3"] {
            terminal.enter(line)
            terminal.expect("avts> ")
        }
        terminal.enter(":save \(folder)/saved.avtsnb")
        terminal.expect("wrote")
        terminal.enter(":quit")
        XCTAssertEqual(terminal.exitCode(), 0)
        let outcome = try Binary.run("test", folder + "/saved.avtsnb")
        XCTAssertEqual(outcome.code, 0, outcome.output)
        XCTAssertTrue(outcome.output.contains("4 passed, 0 failed"))
    }

    func testRunningANotebookFirst() throws {
        let path = try file("n.avtsnb", "```swift {#a}\nlet deep = 41\n```\n")
        let terminal = try prompt(["-i", path])
        terminal.enter("deep + 1")
        terminal.expect("\n42")
        terminal.enter(":run \(path)#b")
        terminal.expect("no cell has the id `b`")
    }

    /// `_` is no last value in a notebook: what it stood for gets a name.
    func testLastValuesAreNamed() throws {
        let outcome = try Binary.run(
            input:
                "5\n_ + 1\nlet q = _ * 2\n[1, 2].map { _ in _ }\nlet value2 = 3\nswitch (1, 2) { case (_, let n): print(n) }\n:save \(folder)/us.avtsnb\n"
        )
        XCTAssertEqual(outcome.code, 0, outcome.errors)
        let test = try Binary.run("test", folder + "/us.avtsnb")
        XCTAssertEqual(test.code, 0, test.output + test.errors + (contents("us.avtsnb") ?? ""))
    }
}
