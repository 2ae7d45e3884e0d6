import Foundation
import XCTest

/// Pictures within the text: sixels where the terminal says so, and through tmux.
final class PromptPictureTests: FolderTestCase {
    private let plain: [String: String?] = [
        "TERM_PROGRAM": nil, "KITTY_WINDOW_ID": nil, "LC_TERMINAL": nil, "AVTS_IMAGES": nil, "TMUX": nil, "STY": nil,
    ]
    private let plot = "LinePlot(y: [1.0, 2, 3])"

    func testTheTerminalSaysThatItHasSixels() throws {
        let terminal = try PseudoTerminal(state: folder, environment: plain)
        terminal.expectBytes("\u{1B}[c")
        // Between two keys.
        terminal.send("1 + 4\u{1B}[?62;4;22c1\r")
        terminal.expect("\n42")
        terminal.enter(plot)
        terminal.expectBytes("\u{1B}P0;1q\"1;1;", seconds: 60)
        terminal.expectBytes("\u{1B}\\\r\n")
        XCTAssertFalse(terminal.everything.contains("→"))
        XCTAssertEqual(terminal.everything.components(separatedBy: "\u{1B}[c").count, 2, "asked once")
    }

    func testALateAnswerIsNoGarbage() throws {
        let terminal = try prompt(environment: plain)
        terminal.send("40 +")
        terminal.expectScreen("the line") { $0.lastLine.text == "avts> 40 +" }
        terminal.send("\u{1B}[?62;4c 2")
        terminal.expectScreen("the line alone") { $0.lastLine.text == "avts> 40 + 2" }
        terminal.send("\r")
        terminal.expect("\n42")
        terminal.enter(plot)
        terminal.expectBytes("\u{1B}P0;1q\"1;1;", seconds: 60)
    }

    func testOthersShowThePath() throws {
        let terminal = try PseudoTerminal(state: folder, environment: plain)
        terminal.expectBytes("\u{1B}[c")
        terminal.send("\u{1B}[?1;2c")
        terminal.expect("avts> ")
        terminal.enter(plot)
        terminal.expect(".png", seconds: 60)
        XCTAssertFalse(terminal.everything.contains("\u{1B}P"))
        let said = try prompt(environment: plain.merging(["AVTS_IMAGES": "none"]) { $1 })
        XCTAssertFalse(said.everything.contains("\u{1B}[c"), "not asked where it was said")
    }

    // MARK: - tmux

    /// A prompt within a tmux that answers so.
    private func prompt(tmux answer: String) throws -> PseudoTerminal {
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        let path = try file("bin/tmux", "#!/bin/sh\necho \"$*\" >> \"\(folder)/asked\"\necho '\(answer)'\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let folders = "\(folder)/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
        return try prompt(
            term: "tmux-256color",
            environment: plain.merging(["TMUX": "/tmp/tmux-0/default,1,0", "TMUX_PANE": "%7", "PATH": folders]) { $1 })
    }

    /// What was wrapped for the terminal around tmux, as that gets it.
    private func passedOn(_ text: String) -> [String] {
        text.components(separatedBy: "\u{1B}Ptmux;").dropFirst().map { piece in
            var result = ""
            var rest = piece.unicodeScalars[...]
            while let scalar = rest.popFirst() {
                if scalar == "\u{1B}" {
                    guard rest.popFirst() == "\u{1B}" else { break }
                }
                result.unicodeScalars.append(scalar)
            }
            return result
        }
    }

    func testKittyAroundTmux() throws {
        let terminal = try prompt(tmux: "xterm-kitty|kitty(0.36.4)|256,RGB|1")
        terminal.enter(plot)
        terminal.expectBytes("\u{10EEEE}\u{1B}[39m", seconds: 60)
        terminal.expect("avts> ")
        let pieces = passedOn(terminal.everything)
        XCTAssertTrue(try XCTUnwrap(pieces.first).hasPrefix("\u{1B}_Ga=T,U=1,q=2,f=100,i="))
        var data = ""
        for (index, piece) in pieces.enumerated() {
            XCTAssertTrue(piece.hasPrefix("\u{1B}_G") && piece.hasSuffix("\u{1B}\\"), piece)
            XCTAssertEqual(piece.contains("m=0;"), index == pieces.count - 1)
            data += piece.dropFirst(3).drop { $0 != ";" }.dropFirst().dropLast(2)
        }
        XCTAssertEqual(Data(base64Encoded: data)?.starts(with: [0x89, 0x50, 0x4E, 0x47]), true)
        // As many lines of text as were said, each as wide as was said.
        let head = try XCTUnwrap(pieces.first)
        func number(_ name: String) throws -> Int {
            try XCTUnwrap(head.components(separatedBy: ",\(name)=").last.flatMap { Int($0.prefix { $0.isNumber }) })
        }
        let signs = terminal.everything.unicodeScalars.count { $0.value == 0x10EEEE }
        XCTAssertEqual(signs, try number("c") * number("r"))
        let id = try number("i")
        XCTAssertTrue(
            terminal.everything.contains("\u{1B}[38;2;\(id >> 16);\(id >> 8 & 255);\(id & 255)m\u{10EEEE}\u{305}\u{305}"))
        XCTAssertTrue(try XCTUnwrap(contents("asked")).contains("display-message -p -t %7 #{client_termname}|"))
    }

    func testITermAroundTmuxHasRoomMadeFirst() throws {
        let terminal = try prompt(tmux: "xterm-256color|iTerm2 3.5.4|256,RGB|all")
        terminal.enter(plot)
        terminal.expectBytes("\u{1B}Ptmux;", seconds: 60)
        terminal.expect("avts> ")
        let text = terminal.everything
        let piece = try XCTUnwrap(passedOn(text).first)
        XCTAssertTrue(piece.hasPrefix("\u{1B}]1337;File=inline=1;size=") && piece.hasSuffix("\u{7}"))
        let rows = try XCTUnwrap(piece.components(separatedBy: "height=").last.flatMap { Int($0.prefix { $0.isNumber }) })
        XCTAssertGreaterThan(rows, 3)
        XCTAssertTrue(text.contains(String(repeating: "\r\n", count: rows) + "\u{1B}[\(rows)A\u{1B}Ptmux;"))
        XCTAssertTrue(text.contains("\u{7}\u{1B}\\\u{1B}[\(rows - 1)B\r"))
    }

    func testOneWordOfWhatToSet() throws {
        let terminal = try prompt(tmux: "xterm-kitty|kitty(0.36.4)|256,RGB|off")
        for _ in 0..<2 {
            terminal.enter(plot)
            terminal.expect(".png", seconds: 60)
            terminal.expect("avts> ")
        }
        let words = "tmux set -g allow-passthrough on"
        XCTAssertEqual(terminal.everything.components(separatedBy: words).count, 2, "said once")
        XCTAssertFalse(terminal.everything.contains("\u{1B}P"))
    }

    func testSixelWhereTmuxHasIt() throws {
        let terminal = try prompt(tmux: "xterm-256color||256,sixel|off")
        terminal.send("\u{1B}[?1;2;4c")
        terminal.enter(plot)
        terminal.expectBytes("\u{1B}P0;1q", seconds: 60)
        // Not where only one of the two knows.
        let other = try prompt(tmux: "xterm-256color||256|off")
        other.send("\u{1B}[?1;2;4c")
        other.enter(plot)
        other.expect(".png", seconds: 60)
        XCTAssertFalse(other.everything.contains("\u{1B}P"))
    }
}
