import Foundation
import XCTest

/// Colours while typing: the same signs in the same places, and the cursor where it belongs.
final class PromptColourTests: FolderTestCase {
    private let colours: [String: String?] = ["NO_COLOR": nil, "AVTS_IMAGES": "none"]
    private let (keyword, text, number, type) = ("35", "32", "36", "33")

    private func isBehind(_ screen: ScreenModel, _ line: String) -> Bool {
        let last = screen.lastLine
        return last.text == line && screen.row == last.number && screen.column == line.count
    }

    func testWordsAreColouredAsTheyAreTyped() throws {
        let terminal = try prompt(environment: colours)
        terminal.send("le")
        terminal.expectScreen("no keyword yet") {
            self.isBehind($0, "avts> le") && $0.signs(in: $0.row, colour: self.keyword).isEmpty
        }
        terminal.send("t n: Int = \"a\" + 42")
        let line = "avts> let n: Int = \"a\" + 42"
        terminal.expectScreen("all in colours") {
            self.isBehind($0, line) && $0.signs(in: $0.row, colour: self.keyword) == "let"
                && $0.signs(in: $0.row, colour: self.type) == "Int" && $0.signs(in: $0.row, colour: self.text) == "\"a\""
                && $0.signs(in: $0.row, colour: self.number) == "42"
        }
        // To the beginning, and a sign into the keyword.
        terminal.send("\u{01}x")
        terminal.expectScreen("no keyword any more") {
            $0.lastLine.text == "avts> xlet n: Int = \"a\" + 42" && $0.column == 7
                && $0.signs(in: $0.row, colour: self.keyword).isEmpty && $0.signs(in: $0.row, colour: self.type) == "Int"
        }
        terminal.send("\u{7F}\u{0B}")
        terminal.expectScreen("nothing, and no colour") { $0.lastLine.text == "avts>" && $0.column == 6 }
    }

    func testLinesThatWrap() throws {
        let terminal = try prompt(environment: colours)
        // 94 signs fill the first row behind the prompt.
        let first = "let a = \"" + String(repeating: "x", count: 85)
        terminal.send(first)
        terminal.expectScreen("a full row") { $0.lines.contains("avts> " + first) && $0.column == 0 }
        terminal.send("日\" + 7 + \"" + String(repeating: "語", count: 50) + "\"")
        let screen = terminal.expectScreen("three rows") {
            $0.lastLine.text.hasSuffix("語\"") && $0.column > 0 && $0.signs(in: $0.row, colour: self.text).hasSuffix("\"")
        }
        let last = screen.row
        XCTAssertEqual(screen.lines[last - 2], "avts> " + first)
        XCTAssertEqual(screen.lines[last - 1], "日\" + 7 + \"" + String(repeating: "語", count: 44))
        XCTAssertEqual(screen.lines[last], String(repeating: "語", count: 6) + "\"")
        XCTAssertEqual(screen.column, 13)
        XCTAssertEqual(screen.signs(in: last - 2, colour: keyword), "let")
        XCTAssertEqual(screen.signs(in: last - 1, colour: number), "7")
        XCTAssertEqual(screen.signs(in: last - 1, colour: text), "日\"\"" + String(repeating: "語", count: 44))
        // At the beginning again, the rows beneath keep their places.
        terminal.send("\u{01}")
        terminal.expectScreen("the cursor above") {
            $0.row == last - 2 && $0.column == 6 && $0.lines[last] == screen.lines[last]
                && $0.lines[last - 1] == screen.lines[last - 1]
                && $0.signs(in: last - 1, colour: self.number) == "7"
        }
    }

    func testEntriesOfSeveralLinesThatComeBack() throws {
        let terminal = try prompt(environment: colours)
        terminal.paste("func twice(_ n: Int) -> Int {\n\treturn n * 2 // twice\n}")
        terminal.send("\r")
        terminal.expect("avts> ")
        terminal.send("\u{10}")
        let screen = terminal.expectScreen("three lines") { screen in
            screen.row >= 2 && screen.lines[screen.row - 2] == "avts> func twice(_ n: Int) -> Int {"
                && screen.lines[screen.row] == "}" && screen.signs(in: screen.row - 2, colour: self.keyword) == "func"
        }
        XCTAssertEqual(screen.lines[screen.row - 1], "        return n * 2 // twice")
        XCTAssertEqual(screen.signs(in: screen.row - 1, colour: keyword), "return")
        XCTAssertEqual(screen.signs(in: screen.row - 1, colour: "2"), "//twice")
        XCTAssertEqual(screen.column, 1)
    }

    func testATextThatIsOpenColoursTheNextLine() throws {
        let terminal = try prompt(environment: colours)
        terminal.enter("let t = \"\"\"")
        terminal.expect("  ... ")
        terminal.send("let it be")
        terminal.expectScreen("all text") {
            $0.lastLine.text == "  ... let it be" && $0.signs(in: $0.row, colour: self.text) == "letitbe"
        }
    }

    func testSearchesAndCommands() throws {
        let terminal = try prompt(environment: colours)
        terminal.enter("let found = 1")
        terminal.expect("avts> ")
        terminal.send("\u{12}fou")
        terminal.expectScreen("a search has its own line") { $0.lastLine.text == "(reverse-i-search)`fou': let found = 1" }
        terminal.send("\u{05}")
        terminal.expectScreen("the line that was found") {
            $0.lastLine.text == "avts> let found = 1" && $0.signs(in: $0.row, colour: self.keyword) == "let"
        }
        terminal.send("\u{15}:type 1 + 2")
        terminal.expectScreen("a command and its code") {
            $0.lastLine.text == "avts> :type 1 + 2" && $0.signs(in: $0.row, colour: "1") == ":type"
                && $0.signs(in: $0.row, colour: self.number) == "12"
        }
        terminal.send("\u{15}:tipe let")
        terminal.expectScreen("no command") {
            $0.lastLine.text == "avts> :tipe let" && $0.signs(in: $0.row, colour: "1").isEmpty
                && $0.signs(in: $0.row, colour: self.keyword).isEmpty
        }
    }

    /// Completions are listed beneath the line, which then stands again beneath them.
    func testAListOfCompletions() throws {
        let terminal = try prompt(environment: colours)
        terminal.send("let a = 1 + [1].re\t\t")
        terminal.expectScreen("the line beneath the list", seconds: 60) {
            $0.text.contains("reduce") && $0.text.contains("reversed") && $0.lastLine.text == "avts> let a = 1 + [1].re"
                && $0.signs(in: $0.row, colour: self.keyword) == "let"
        }
    }

    func testNoColoursWhereNoneAreWanted() throws {
        for (arguments, environment) in [([], ["NO_COLOR": "1"]), (["--color", "never"], ["NO_COLOR": nil])]
            as [([String], [String: String?])]
        {
            let terminal = try prompt(arguments, environment: environment)
            terminal.send("let n = 42")
            terminal.expectScreen("plain") { $0.lastLine.text == "avts> let n = 42" }
            XCTAssertFalse(terminal.everything.contains("\u{1B}[0;35m"))
            XCTAssertFalse(terminal.everything.contains("\u{1B}7"))
        }
        let dumb = try prompt(["--color", "always"], term: "dumb", environment: colours)
        dumb.send("let n = 42")
        dumb.expect("let n = 42")
        XCTAssertFalse(dumb.hasEscapes)
    }

    /// More than the screen holds stays plain, and is whole.
    func testALongPaste() throws {
        let terminal = try prompt(environment: colours)
        terminal.paste("let a = [" + (0..<3000).map { "\($0 % 10)" }.joined(separator: ", ") + "].count")
        terminal.send("\r")
        terminal.enter("a + 1")
        terminal.expect("3001", seconds: 60)
    }
}
