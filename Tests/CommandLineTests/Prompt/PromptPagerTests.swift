import Foundation
import XCTest

/// What exceeds the screen goes through a pager.
final class PromptPagerTests: FolderTestCase {
    private func script(_ name: String, _ text: String) throws -> String {
        let path = try file(name, "#!/bin/sh\n" + text)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private let tall =
        "struct Tall: CustomStringConvertible { var description: String { (1...60).map { \"row \\($0)\" }.joined(separator: \"\\n\") } }"

    func testValuesAndCommandsThatExceedTheScreen() throws {
        let pager = try script("pager", "cat >> \"\(folder)/paged\"; echo \"[pa\"ged]\n")
        let terminal = try prompt(environment: ["AVTS_PAGER": pager, "PAGER": "false"])
        terminal.enter(tall)
        terminal.expect("avts> ")
        terminal.enter("Tall()")
        terminal.expect("[paged]")
        terminal.expect("avts> ")
        let paged = try XCTUnwrap(contents("paged"))
        XCTAssertEqual(paged, (1...60).map { "row \($0)\n" }.joined())
        XCTAssertFalse(terminal.everything.contains("row 40"))
        terminal.enter(":help Tensor")
        terminal.expect("[paged]", seconds: 60)
        terminal.expect("avts> ")
        XCTAssertTrue(try XCTUnwrap(contents("paged")).contains("matmul"))
        // What fits is shown, and so is what runs.
        terminal.enter("Tall().description.count > 3")
        terminal.expect("\ntrue")
        terminal.enter("print(Tall())")
        terminal.expect("row 60")
        terminal.expect("avts> ")
        terminal.enter(":vars")
        let vars = terminal.expect("avts> ")
        XCTAssertFalse(vars.contains("[paged]"), vars)
    }

    func testNothingIsLostWhereThePagerFails() throws {
        let failing = try script("failing", "exit 3\n")
        for (pager, words) in [
            (folder + "/none", "was not found"), (failing, "ended with 3"), ("kill -9 $$", "ended by signal 9"),
        ] {
            let terminal = try prompt(environment: ["AVTS_PAGER": nil, "PAGER": pager])
            terminal.enter(tall + "; Tall()")
            let seen = terminal.expect(words)
            XCTAssertTrue(seen.contains("\nrow 1\n") && seen.contains("\nrow 60\n"), seen)
            XCTAssertTrue(seen.contains("($PAGER)"), seen)
            terminal.expect("avts> ")
        }
    }

    func testWordsThatTurnItOff() throws {
        for environment in [["AVTS_PAGER": "", "PAGER": "false"], ["AVTS_PAGER": "cat"], ["AVTS_PAGER": nil, "PAGER": "cat"]]
            as [[String: String?]]
        {
            let terminal = try prompt(environment: environment)
            terminal.enter(tall + "; Tall()")
            let seen = terminal.expect("row 60\n")
            XCTAssertTrue(seen.contains("\nrow 1\n"), seen)
            XCTAssertFalse(seen.contains("pager"), seen)
        }
    }

    func testControlCIsThePagers() throws {
        let pager = try script("pager", "trap 'echo \"he\"ard it; exit 0' INT\necho \"wait\"ing\nwhile :; do sleep 0.1; done\n")
        let terminal = try prompt(environment: ["AVTS_PAGER": pager])
        terminal.enter(tall + "; Tall()")
        terminal.expect("waiting")
        terminal.send("\u{03}")
        terminal.expect("heard it")
        let seen = terminal.expect("avts> ")
        XCTAssertFalse(seen.contains("interrupted"), seen)
        terminal.enter("40 + 2")
        terminal.expect("\n42")
    }

    func testSignalsEndThePagerToo() throws {
        let pager = try script("pager", "echo \"wait\"ing\nexec sleep 1000\n")
        let terminal = try prompt(environment: ["AVTS_PAGER": pager])
        terminal.enter(tall + "; Tall()")
        terminal.expect("waiting")
        terminal.signal(SIGTERM)
        XCTAssertEqual(terminal.exitCode(), 143)
    }
}
