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

    func testABlankLineForces() throws {
        let terminal = try open()
        terminal.enter("let a = (1 +")
        terminal.expect("  ... ")
        terminal.enter("")
        terminal.expect("error:")
        terminal.expect("avts> ")
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
