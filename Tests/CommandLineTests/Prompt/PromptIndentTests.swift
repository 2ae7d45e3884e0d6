import Foundation
import XCTest

/// Indentation within open brackets.
final class PromptIndentTests: FolderTestCase {
    private func type(_ text: String, on terminal: PseudoTerminal, expecting shown: String) {
        // A Return leads to another row, however alike the two are.
        let row = terminal.expectScreen("a row") { _ in true }.row
        terminal.send(text)
        terminal.expectScreen("`\(shown)` before the cursor") {
            $0.lastLine.text == shown.trimmedEnd && $0.column == shown.count && (!text.contains("\r") || $0.row > row)
        }
    }

    func testLevelsAndClosingBrackets() throws {
        let terminal = try prompt()
        type("func f(_ n: Int) -> Int {\r", on: terminal, expecting: "  ...     ")
        type("if n > 0 {\r", on: terminal, expecting: "  ...         ")
        type("return [\r", on: terminal, expecting: "  ...             ")
        type("1", on: terminal, expecting: "  ...             1")
        type("\r", on: terminal, expecting: "  ...             ")
        type("]", on: terminal, expecting: "  ...         ]")
        type(".count\r", on: terminal, expecting: "  ...         ")
        type("}", on: terminal, expecting: "  ...     }")
        // A second one on the same line is no indentation's business.
        type("}\u{7F}\r", on: terminal, expecting: "  ...     ")
        type("return 0\r", on: terminal, expecting: "  ...     ")
        type("}", on: terminal, expecting: "  ... }")
        terminal.send("\r")
        terminal.expect("avts> ")
        // As it was seen it comes back.
        terminal.send("\u{10}")
        let lines = [
            "avts> func f(_ n: Int) -> Int {", "    if n > 0 {", "        return [", "            1", "        ].count", "    }",
            "    return 0", "}",
        ]
        terminal.expectScreen("the entry as it was seen") { screen in
            screen.row >= 7 && Array(screen.lines[screen.row - 7...screen.row]) == lines
        }
    }

    func testStepsBackAndBlankLines() throws {
        let terminal = try prompt()
        type("if true {\r", on: terminal, expecting: "  ...     ")
        type("if true {\r", on: terminal, expecting: "  ...         ")
        type("\u{7F}", on: terminal, expecting: "  ...     ")
        // Back already: the bracket takes nothing more.
        type("}", on: terminal, expecting: "  ...     }")
        type("\r", on: terminal, expecting: "  ...     ")
        type("\r", on: terminal, expecting: "  ...     ")
        type("}", on: terminal, expecting: "  ... }")
        terminal.send("\r")
        terminal.expect("avts> ")
        terminal.enter(":save \(folder)/blank.avtsnb")
        terminal.expect("wrote")
        XCTAssertTrue(try XCTUnwrap(contents("blank.avtsnb")).contains("if true {\n    if true {\n    }\n\n}\n"))
    }

    func testTextsAndCommentsAreLeftAlone() throws {
        let terminal = try prompt()
        type("func f() {\r", on: terminal, expecting: "  ...     ")
        type("let t = \"\"\"\r", on: terminal, expecting: "  ... ")
        type("    {\r", on: terminal, expecting: "  ... ")
        type("    }", on: terminal, expecting: "  ...     }")
        terminal.send("\u{03}")
        terminal.expect("avts> ")
        type("func f() { /* {\r", on: terminal, expecting: "  ... ")
    }

    func testControlDGivesTheEntryUp() throws {
        let terminal = try prompt()
        type("func f() {\r", on: terminal, expecting: "  ...     ")
        terminal.send("\u{04}")
        terminal.expect("avts> ")
        terminal.enter("40 + 2")
        terminal.expect("\n42")
        terminal.expect("avts> ")
        terminal.send("\u{04}")
        XCTAssertEqual(terminal.exitCode(), 0)
    }

    /// What is pasted has an indentation of its own: marked as a paste, or just quick.
    func testPastesAreNotIndentedTwice() throws {
        let terminal = try prompt()
        type("func f(_ n: Int) -> Int {\r", on: terminal, expecting: "  ...     ")
        terminal.paste("    if n > 0 {\n        return 1\n    }\n    return 2")
        terminal.expect("return 2")
        type("\r", on: terminal, expecting: "  ...     ")
        type("}", on: terminal, expecting: "  ... }")
        terminal.send("\r")
        terminal.expect("avts> ")
        terminal.send("func g() -> Int {\r    if true {\r      return 1\r    }\r    return 2\r}\r")
        terminal.expect("}\navts> ")
        terminal.enter(":save \(folder)/pasted.avtsnb")
        terminal.expect("wrote")
        let saved = try XCTUnwrap(contents("pasted.avtsnb"))
        XCTAssertTrue(saved.contains("Int {\n    if n > 0 {\n        return 1\n    }\n    return 2\n}\n"), saved)
        XCTAssertTrue(saved.contains("func g() -> Int {\n    if true {\n      return 1\n    }\n    return 2\n}\n"), saved)
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
