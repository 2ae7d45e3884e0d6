import Foundation
import XCTest

/// The prompt at a pseudo-terminal.
final class PromptTests: FolderTestCase {
    func testValuesAndNames() throws {
        let terminal = try prompt()
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
        let terminal = try prompt()
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
        let terminal = try prompt()
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
        let terminal = try prompt()
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
        let terminal = try prompt()
        terminal.enter("print(\"open\", terminator: \"\")")
        terminal.expect("\nopen\navts> ")
    }

    func testWordsForLeaving() throws {
        for word in ["exit", "quit", "exit()", ":q", ":exit", ":quit"] {
            let terminal = try prompt()
            terminal.enter(word)
            XCTAssertEqual(terminal.exitCode(), 0, word)
        }
        let terminal = try prompt()
        terminal.enter("let quit = 20")
        terminal.expect("avts> ")
        terminal.enter("quit")
        terminal.expect("\n20")
    }

    func testHelpListsMembers() throws {
        let terminal = try prompt()
        terminal.enter(":help Tensor")
        let text = terminal.expect("avts> ", seconds: 60)
        for name in ["matmul", "reshaped", "shape", "zeros"] { XCTAssertTrue(text.contains(name), name) }
    }

    func testTimeSaysWhichIsWhich() throws {
        let terminal = try prompt()
        terminal.enter(":time usleep(30_000)")
        terminal.expect("compiled in ")
        terminal.expect(", ran in ")
        terminal.enter("var random = RandomStream(seed: 1)")
        terminal.enter(":time Linear(64, 32, using: &random)(.ones([8, 64])).shape")
        terminal.expect("GFLOP/s")
        terminal.expect("Linear 64 → 32")
        terminal.expect("outside of layers")
        terminal.expect("compiled in ")
    }

    func testPathsAreCompletedWithinQuotes() throws {
        for name in ["one two.txt", "quo\"te.txt", "über.txt"] { _ = try file(name, "words") }
        try FileManager.default.createDirectory(atPath: folder + "/deep er", withIntermediateDirectories: true)
        _ = try file("deep er/leaf.txt", "leaf")
        let terminal = try prompt()
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

    func testAPasteIsOneEntry() throws {
        let terminal = try prompt()
        terminal.paste("var total = 0\nfor i in 1...4 {\n    total += i\n}\ntotal")
        terminal.send("\r")
        terminal.expect("\n10")
    }

    func testTabCompletes() throws {
        let terminal = try prompt()
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
        let terminal = try prompt()
        terminal.send("let broken = ")
        terminal.expect("broken = ")
        terminal.send("\u{03}")
        terminal.expect("avts> ")
        terminal.enter("1 + 1")
        terminal.expect("\n2")
    }

    func testErrorsLeaveTheSessionWhole() throws {
        let terminal = try prompt()
        terminal.enter("let a = [1, 2]")
        terminal.expect("avts> ")
        terminal.enter("a[7]")
        terminal.expect("error:")
        terminal.enter("a[1]")
        terminal.expect("\n2")
        terminal.enter(":vras")
        terminal.expect("did you mean :vars?")
    }

    func testResizeAndDumbTerminals() throws {
        let terminal = try prompt()
        terminal.resize(columns: 40)
        terminal.enter("1 + 1")
        terminal.expect("\n2")
        let dumb = try prompt(term: "dumb")
        dumb.enter("1 + 2")
        dumb.expect("\n3")
        XCTAssertFalse(dumb.hasEscapes)
    }
}

extension FolderTestCase {
    /// The program at a terminal, once it asks.
    func prompt(
        _ arguments: [String] = [], term: String = "xterm-256color", environment: [String: String?] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(arguments, state: folder, term: term, environment: environment)
        terminal.expect("avts> ")
        return terminal
    }
}
