import Foundation
import XCTest

/// `:edit`.
final class PromptEditTests: FolderTestCase {
    /// A prompt at which `let a = 1` and `let b = 10` were entered.
    private func prompt(editor: String, visual: String? = nil) throws -> PseudoTerminal {
        let path = try file("editor", "#!/bin/sh\necho \"$1\" >> \"\(folder)/edited\"\n" + editor)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let terminal = try prompt(environment: ["EDITOR": path, "VISUAL": visual])
        for line in ["let a = 1", "let b = 10"] {
            terminal.enter(line)
            terminal.expect("avts> ")
        }
        return terminal
    }

    func testWhatWasSavedIsEvaluatedAndRemembered() throws {
        let terminal = try prompt(editor: "sed -i 's/10/41/; $a b + 1' \"$1\"\n")
        terminal.enter(":edit")
        terminal.expect("in3: let b = 41 …")
        terminal.expect("\n42")
        terminal.expect("avts> ")
        terminal.send("\u{10}")
        terminal.expectScreen("the text comes back") { screen in
            screen.row > 0 && screen.lines[screen.row - 1] == "avts> let b = 41" && screen.lines[screen.row] == "b + 1"
        }
        let path = try XCTUnwrap(contents("edited")).trimmingCharacters(in: .whitespacesAndNewlines)
        XCTAssertTrue(path.hasSuffix("/in2.swift"), path)
        XCTAssertFalse(FileManager.default.fileExists(atPath: path))
    }

    func testEntriesAreNamedOrCounted() throws {
        let terminal = try prompt(editor: "sed -i 's/let a = 1/100 + 23/; s/let b = 10/100 + 56/' \"$1\"\n")
        for (word, value) in [("1", "123"), ("in1", "123"), ("2", "156")] {
            terminal.enter(":edit \(word)")
            terminal.expect("\n" + value)
            terminal.expect("avts> ")
        }
        terminal.enter(":edit 77")
        terminal.expect("there is no entry `77`: 1 to 5")
    }

    func testUnchangedTextRunsAgainAndThatIsSaid() throws {
        let terminal = try prompt(editor: "exit 0\n")
        terminal.enter("print(\"ag\" + \"ain\")")
        terminal.expect("\nagain")
        terminal.enter(":edit")
        terminal.expect("in4, unchanged: print")
        terminal.expect("\nagain")
    }

    func testNothingRunsThatIsEmptyOrWasNotSaved() throws {
        for (editor, words) in [
            ("echo > \"$1\"\n", "the text is empty: nothing was evaluated"),
            ("echo 'print(7)' > \"$1\"; exit 3\n", "ended with 3; nothing was evaluated"),
        ] {
            let terminal = try prompt(editor: editor)
            terminal.enter(":edit 1")
            terminal.expect(words)
            terminal.expect("avts> ")
            terminal.send("\u{10}")
            terminal.expectScreen("the command comes back") { $0.lastLine.text == "avts> :edit 1" }
            terminal.enter("\u{15}:cells")
            let cells = terminal.expect("in2  let b") + terminal.expect("avts> ")
            XCTAssertFalse(cells.contains("in3"), cells)
        }
        let terminal = try prompt(editor: "", visual: "no-such-editor -w")
        terminal.enter(":edit")
        terminal.expect("the editor `no-such-editor -w` was not found; nothing was evaluated. $EDITOR names another")
    }

    /// The first entry of all, in an editor that leaves the terminal in a state of its own.
    func testAFreshEntry() throws {
        let path = try file("editor", "#!/bin/sh\ntest -s \"$1\" || echo '6 * 7' > \"$1\"\nstty raw -echo\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let terminal = try prompt(environment: ["EDITOR": path])
        terminal.enter(":edit")
        terminal.expect("in1: 6 * 7")
        terminal.expectBytes("\r\n42\r\n")
        terminal.expect("avts> ")
        terminal.enter("print(\"as\" + \" before\")")
        terminal.expectBytes("as before\r\n")
    }

    func testWithoutATerminal() throws {
        let outcome = try Binary.run(input: "let a = 1\n:edit\n")
        XCTAssertEqual(outcome.code, 1)
        XCTAssertTrue(outcome.errors.contains("there is no terminal for an editor here"), outcome.errors)
    }
}
