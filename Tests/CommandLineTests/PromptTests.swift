import Foundation
import Media
import XCTest

/// The prompt at a pseudo-terminal.
final class PromptTests: FolderTestCase {
    private func open(_ arguments: [String] = [], term: String = "xterm-256color") throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(arguments, state: folder, term: term)
        terminal.expect("avts> ")
        return terminal
    }

    func testValuesAndNames() throws {
        let terminal = try open()
        terminal.enter("let x = 20")
        terminal.expect("avts> ")
        terminal.enter("x + 1")
        terminal.expect("\n21")
        terminal.enter("_ * 2")
        terminal.expect("\n42")
        terminal.enter(":vars")
        terminal.expect("Int")
        terminal.expect("avts> ")
        terminal.send("\u{04}")
        XCTAssertEqual(terminal.exitCode(), 0)
    }

    func testAnOpenBraceAsksForMore() throws {
        let terminal = try open()
        terminal.enter("func twice(_ n: Int) -> Int {")
        terminal.expect("  ... ")
        terminal.enter("    n * 2")
        terminal.expect("  ... ")
        terminal.enter("}")
        terminal.expect("avts> ")
        terminal.enter("twice(21)")
        terminal.expect("\n42")
    }

    func testABlankLineIsALineAndTwoForce() throws {
        let terminal = try open()
        terminal.enter("func f() -> Int {")
        terminal.expect("  ... ")
        terminal.enter("")
        terminal.expect("  ... ")
        terminal.enter("    7")
        terminal.expect("  ... ")
        terminal.enter("}")
        terminal.expect("avts> ")
        terminal.enter("f()")
        terminal.expect("\n7")
        terminal.expect("avts> ")
        terminal.enter("let a = (1 +")
        terminal.expect("  ... ")
        terminal.enter("")
        terminal.expect("  ... ")
        terminal.enter("")
        terminal.expect("error:")
        terminal.expect("avts> ")
    }

    /// A terminal that does not mark what is pasted sends lines as if they were typed, tabs among them.
    func testAnUnmarkedPasteIsOneEntry() throws {
        let terminal = try open()
        terminal.send("func g(_ n: Int) -> Int {\r\tlet a = n\r\r\r\r\treturn a * 6\r}\r")
        terminal.expect("}")
        terminal.expect("avts> ")
        terminal.enter("g(7)")
        terminal.expect("\n42")
        terminal.expect("avts> ")
        terminal.enter(":save \(folder)/pasted.avtsnb")
        terminal.expect("wrote")
        let saved = try XCTUnwrap(contents("pasted.avtsnb"))
        XCTAssertTrue(saved.contains("func g(_ n: Int) -> Int {\n    let a = n\n\n\n\n    return a * 6\n}"), saved)
    }

    func testAnOpenLineOfOutputIsEndedBeforeThePrompt() throws {
        let terminal = try open()
        terminal.enter("print(\"open\", terminator: \"\")")
        terminal.expect("\nopen\navts> ")
    }

    func testWordsForLeaving() throws {
        for word in ["exit", "quit", "exit()", ":q", ":exit", ":quit"] {
            let terminal = try open()
            terminal.enter(word)
            XCTAssertEqual(terminal.exitCode(), 0, word)
        }
        let terminal = try open()
        terminal.enter("let quit = 20")
        terminal.expect("avts> ")
        terminal.enter("quit")
        terminal.expect("\n20")
    }

    func testHelpListsMembers() throws {
        let terminal = try open()
        terminal.enter(":help Tensor")
        let text = terminal.expect("avts> ", seconds: 60)
        for name in ["matmul", "reshaped", "shape", "zeros"] { XCTAssertTrue(text.contains(name), name) }
    }

    func testStaleEntriesRunAgain() throws {
        let terminal = try open()
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

    func testTimeSaysWhichIsWhich() throws {
        let terminal = try open()
        terminal.enter(":time usleep(30_000)")
        terminal.expect("compiled in ")
        terminal.expect(", ran in ")
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
            let terminal = try open()
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

    func testPathsAreCompletedWithinQuotes() throws {
        for name in ["one two.txt", "quo\"te.txt", "über.txt"] { _ = try file(name, "words") }
        try FileManager.default.createDirectory(atPath: folder + "/deep er", withIntermediateDirectories: true)
        _ = try file("deep er/leaf.txt", "leaf")
        let terminal = try open()
        for (typed, words) in [("one", "words"), ("quo", "words"), ("üb", "words"), ("deep\tle", "leaf")] {
            terminal.send("try readText(\"\(folder)/\(typed)\t")
            usleep(300_000)
            terminal.enter(")")
            terminal.expect("\n\"\(words)\"")
            terminal.expect("avts> ")
        }
        _ = try file("my book.avtsnb", "```swift\nprint(\"ran\" + \" it\")\n```\n")
        terminal.send(":run \(folder)/my b\t")
        usleep(300_000)
        terminal.enter("")
        terminal.expect("ran it")
    }

    /// A cell that does not hear, and a prompt that waits for it: who closes the terminal is not kept.
    func testSignalsEndAStuckPrompt() throws {
        for signal in [SIGTERM, SIGHUP] {
            let terminal = try open()
            terminal.enter("let lock = NSLock()")
            terminal.expect("avts> ")
            terminal.enter("print(\"st\" + \"uck\"); signal(SIGUSR2, SIG_IGN); while true { lock.lock(); lock.unlock() }")
            terminal.expect("stuck")
            terminal.signal(signal)
            XCTAssertEqual(terminal.exitCode(seconds: 10), 143)
        }
        let waiting = try open()
        waiting.signal(SIGTERM)
        XCTAssertEqual(waiting.exitCode(), 143)
    }

    func testTheHistoryIsThePersonsOwnAndHasAnEnd() throws {
        try FileManager.default.createDirectory(atPath: folder + "/avts-nb", withIntermediateDirectories: true)
        let line = String(repeating: "x", count: 1000)
        _ = try file("avts-nb/history", (0..<3000).map { "#\(1_700_000_000 + $0)\nlet a\($0) = \"\(line)\"\n" }.joined())
        chmod(folder + "/avts-nb/history", 0o644)
        let terminal = try open()
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

    func testAPasteIsOneEntry() throws {
        let terminal = try open()
        terminal.paste("var total = 0\nfor i in 1...4 {\n    total += i\n}\ntotal")
        terminal.send("\r")
        terminal.expect("\n10")
    }

    func testTabCompletes() throws {
        let terminal = try open()
        terminal.enter("let learningRate = 0.5")
        terminal.expect("avts> ")
        terminal.send("learn\t")
        terminal.expect("learningRate")
        terminal.enter(" * 2")
        terminal.expect("\n1.0")
        terminal.send(":fig\t")
        terminal.expect(":figures")
        terminal.enter("")
        terminal.expect("no figures yet")
    }

    func testControlCClearsTheLine() throws {
        let terminal = try open()
        terminal.send("let broken = ")
        terminal.expect("broken = ")
        terminal.send("\u{03}")
        terminal.expect("avts> ")
        terminal.enter("1 + 1")
        terminal.expect("\n2")
    }

    func testControlCStopsALoopAndPutsItsVariablesBack() throws {
        let terminal = try open()
        terminal.enter("var turns = 0")
        terminal.expect("avts> ")
        terminal.enter("while true { turns += 1; if turns == 1 { print(\"running\") } }")
        terminal.expect("\nrunning")
        terminal.send("\u{03}")
        terminal.expect("avts> ", seconds: 5)
        // As the statement before the loop left it.
        terminal.enter("turns + 40")
        terminal.expect("\n40")
    }

    /// Ctrl-C once the entry has said that it is under way, and a little later.
    private func interrupt(_ terminal: PseudoTerminal) {
        terminal.expect("underway")
        usleep(300_000)
        terminal.send("\u{03}")
        let seen = terminal.expect("avts> ", seconds: 10)
        XCTAssertTrue(seen.contains("interrupted"), seen)
    }

    /// Work of minutes within one call of the library; the session goes on at once.
    func testControlCStopsOneLargeProduct() throws {
        let terminal = try open()
        terminal.enter("let a = Tensor.ones([12_000, 12_000])")
        terminal.expect("avts> ", seconds: 20)
        terminal.enter("print(\"under\" + \"way\"); for _ in 0..<50 { _ = a.matmul(a) }; print(\"not \" + \"stopped\")")
        interrupt(terminal)
        terminal.enter("a[0, 0].scalar + 1")
        terminal.expect("\n2.0")
    }

    func testControlCStopsDecoding() throws {
        let film = folder + "/film.mp4"
        let writer = try MediaWriter(film, video: VideoSettings(width: 320, height: 240, frameRate: 25))
        for index in 0..<1500 {
            try writer.append(frame: (0..<320 * 240 * 3).map { UInt8(truncatingIfNeeded: $0 / 3 * index % 251 + index) })
        }
        try writer.finish()
        let terminal = try open()
        terminal.enter("let film = try ClipReader(\"\(film)\")")
        terminal.expect("avts> ")
        terminal.enter(
            "print(\"under\" + \"way\"); while true { _ = try film.frames(from: 0, duration: film.duration, frameRate: 25, size: FrameSize(square: 64)) }"
        )
        interrupt(terminal)
        terminal.enter("try film.frames(from: 1, duration: 1, frameRate: 5, size: FrameSize(square: 16)).count")
        terminal.expect("\n5")
    }

    func testControlCStopsATrainingThatThenGoesOn() throws {
        let terminal = try open()
        terminal.paste(
            """
            var steps = 0
            let layer = Linear(4, 4)
            let rule = SGD(layer.parameters, momentum: 0.9)
            func step() {
                let (_, gradients) = valueWithGradient(of: rule.parameters) { layer(Tensor.ones([8, 4])).square().mean() }
                rule.step(gradients, learningRate: 0.001)
                steps += 1
            }
            """)
        terminal.send("\r")
        terminal.expect("avts> ")
        terminal.enter("while true { step(); if steps == 5 { print(\"under\" + \"way\") } }")
        terminal.expect("underway")
        terminal.send("\u{03}")
        terminal.expect("interrupted")
        terminal.expect("avts> ")
        terminal.enter("let before = steps")
        terminal.expect("avts> ")
        terminal.enter("for _ in 0..<3 { step() }; steps - before")
        terminal.expect("\n3")
    }

    func testErrorsLeaveTheSessionWhole() throws {
        let terminal = try open()
        terminal.enter("let a = [1, 2]")
        terminal.expect("avts> ")
        terminal.enter("a[7]")
        terminal.expect("error:")
        terminal.enter("a[1]")
        terminal.expect("\n2")
        terminal.enter(":vras")
        terminal.expect("did you mean :vars?")
    }

    func testHistoryOverRestartsAndSideBySide() throws {
        let first = try open(), second = try open()
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

        let third = try open()
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
        let terminal = try open()
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
        let terminal = try open(["-i", path])
        terminal.enter("deep + 1")
        terminal.expect("\n42")
        terminal.enter(":run \(path)#b")
        terminal.expect("no cell has the id `b`")
    }

    func testResizeAndDumbTerminals() throws {
        let terminal = try open()
        terminal.resize(columns: 40)
        terminal.enter("1 + 1")
        terminal.expect("\n2")
        let dumb = try open(term: "dumb")
        dumb.enter("1 + 2")
        dumb.expect("\n3")
        XCTAssertFalse(dumb.hasEscapes)
    }

}

/// The same session core without a terminal.
final class PipedPromptTests: XCTestCase {
    func testNoPromptNoEcho() throws {
        let outcome = try Binary.run(input: "let a = 1\n\na + 1\nfunc f() -> Int {\n    5\n}\nf()\n")
        XCTAssertEqual(outcome.output, "2\n5\n")
        XCTAssertEqual(outcome.errors, "")
        XCTAssertEqual(outcome.code, 0)
    }

    func testElseOnALineOfItsOwn() throws {
        let outcome = try Binary.run(input: "let a = 3\nif a > 5 {\n    print(\"big\")\n}\nelse {\n    print(\"small\")\n}\n")
        XCTAssertEqual(outcome.output, "small\n")
    }

    func testTheFirstErrorEndsIt() throws {
        let outcome = try Binary.run(input: "print(1)\n[1][5]\nprint(2)\n")
        XCTAssertEqual(outcome.output, "1\n")
        XCTAssertEqual(outcome.code, 1)
        XCTAssertEqual(try Binary.run(input: ":nonsense\nprint(2)\n").code, 1)
    }

    func testAnUnfinishedEntryIsAnError() throws {
        XCTAssertEqual(try Binary.run(input: "func f() {\n").code, 1)
    }
}
