import Foundation
import XCTest

/// What files, cells and messages hold is shown on a terminal and never obeyed; what cannot be written is said.
final class VisibleOutputTests: FolderTestCase {
    private let escape = "\u{1B}]0;owned\u{7}\u{1B}[2J"

    /// A notebook with escapes wherever a text may stand.
    private func hostile(_ name: String = "n.avtsnb") throws -> String {
        try file(
            name,
            """
            ---
            avtsnb: 1
            title: "a\\e]0;owned\\a\\e[2J title"
            params:
              word: {type: string, default: "d\\e]0;owned\\a\\e[2J", help: "h\\e]0;owned\\a\\e[2J"}
            ---
            # A heading \(escape)

            > ```swift {#q\(escape)}
            > ```

            ```swift {#a}
            let word = params.word
            check(false, "c" + word)
            record("r" + word, 1)
            progress(1, of: 2, note: word)
            struct Odd: Error, CustomStringConvertible { let description: String }
            throw Odd(description: word) // \(escape)
            ```

            ```output {for=a}
            \(escape)
            ```

            """)
    }

    private func assertClean(_ text: String, _ words: [String], file: StaticString = #filePath, line: UInt = #line) {
        XCTAssertFalse(
            text.contains("\u{1B}") || text.contains("\u{7}"), "\(words): \(text.debugDescription)", file: file, line: line)
    }

    func testNoCommandObeysWhatItShows() throws {
        let path = try hostile()
        let named = try hostile("b\(escape).avtsnb")
        for words in [
            ["params"], ["params", "--json"], ["check"], ["test"], ["run"], ["run", "--keep-going"],
            ["run", "-p", "word=x\(escape)"],
            ["export", "--to", "md", "-o", "-"], ["build"], ["clean"], ["run", "--only", "x\(escape)"],
            ["run", "-p", "\(escape)=1"],
        ] {
            for file in [path, named] {
                let outcome = try Binary.run([words[0], file] + words.dropFirst(), in: folder)
                // Standard output of an export is the document itself.
                assertClean((words[0] == "export" ? "" : outcome.output) + outcome.errors, words)
            }
        }
        for words in [
            ["check", path, "--no\(escape)"], ["run", path, "two\(escape).avtsnb"], ["run", path, "--allow-read", "no\(escape)"],
        ] {
            let outcome = try Binary.run(words)
            XCTAssertEqual(outcome.code, 64)
            assertClean(outcome.errors, words)
            XCTAssertTrue(outcome.errors.contains("\\u{1B}]0;owned"), outcome.errors)
        }
        let missing = try Binary.run("run", "no\(escape).avtsnb")
        XCTAssertEqual(missing.code, 66)
        assertClean(missing.errors, ["missing"])
        let broken = try file("broken.avtsnb", "---\navtsnb: 1\nx\(escape): 1\n---\n```swift {\(escape)}\n```\n")
        for command in ["check", "run", "params"] { assertClean(try Binary.run(command, broken).errors, [command]) }
        assertClean(try Binary.run("-e", "let x = undefined /* \(escape) */").errors, ["-e"])
    }

    func testThePromptObeysNothing() throws {
        let terminal = try PseudoTerminal([], state: folder, term: "dumb")
        terminal.expect("avts> ")
        terminal.enter("let word = \"a\\u{1B}]0;owned\\u{7}\\u{1B}[2J\"")
        terminal.expect("avts> ")
        for line in ["print(word)", "word", ":vars", ":cells", "throw BrokenRule(word)", ":help \u{16}\u{1B}[2J", ":type word"] {
            terminal.enter(line)
            terminal.expect("avts> ")
        }
        terminal.send("\u{04}")
        _ = terminal.exitCode()
        XCTAssertFalse(terminal.hasEscapes)
    }

    func testAFailedWriteToStandardOutputIsAFailure() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { throw XCTSkip("there is no /dev/full here") }
        let path = try file("n.avtsnb", "---\navtsnb: 1\nparams:\n  n: 1\n---\n```swift {#a}\nprint(1)\n```\n")
        for words in [
            ["run", path], ["run", path, "--json"], ["-e", "1"], ["test", path], ["check", path], ["params", path],
            ["clean", path],
            ["export", path, "--to", "md", "-o", "-"], ["doctor"], ["--help"], ["--version"], ["help", "run"], ["reference"],
        ] {
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            shell.arguments = ["-c", "exec \"$0\" \"$@\" > /dev/full", Binary.path] + words
            let errors = Pipe()
            shell.standardError = errors
            try shell.run()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            XCTAssertEqual(shell.terminationStatus, 74, "\(words): \(said)")
            XCTAssertTrue(said.contains("No space left"), "\(words): \(said)")
        }
        // A reader that has had enough is none.
        let head = Process()
        head.executableURL = URL(fileURLWithPath: "/bin/bash")
        head.arguments = ["-c", "set -o pipefail; \"$0\" -e 'for n in 0..<100_000 { print(n) }' | head -1", Binary.path]
        head.standardOutput = Pipe()
        try head.run()
        head.waitUntilExit()
        XCTAssertEqual(head.terminationStatus, 0)
    }
}
