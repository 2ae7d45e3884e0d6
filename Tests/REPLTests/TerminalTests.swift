import Foundation
import REPL
import Terminal
import XCTest

final class TerminalTests: XCTestCase {
    func testPicturesForTerminals() {
        XCTAssertEqual(InlineImage.iterm.sequence(png: [1, 2, 3]), "\u{1B}]1337;File=inline=1;size=3:AQID\u{07}\n")
        XCTAssertEqual(InlineImage.kitty.sequence(png: [1, 2, 3]), "\u{1B}_Ga=T,f=100,m=0;AQID\u{1B}\\\n")
        XCTAssertEqual(InlineImage.none.sequence(png: [1, 2, 3]), "")
    }

    func testLargePicturesTravelInPieces() {
        let sequence = InlineImage.kitty.sequence(png: [UInt8](repeating: 7, count: 10_000))
        let pieces = sequence.components(separatedBy: "\u{1B}_G").dropFirst()
        XCTAssertEqual(pieces.count, 4)
        XCTAssertTrue(pieces.allSatisfy { $0.count < 4200 })
        XCTAssertTrue(pieces.dropLast().allSatisfy { $0.contains("m=1;") })
        XCTAssertTrue(pieces.last?.contains("m=0;") == true)
    }

    func testTheEnvironmentSaysWhichPictures() {
        XCTAssertEqual(InlineImage.protocolOfTerminal(["AVTS_IMAGES": "kitty"]), .kitty)
        XCTAssertEqual(InlineImage.protocolOfTerminal(["AVTS_IMAGES": "none", "TERM": "xterm-kitty"]), .none)
    }

    func testSignalsArriveInOrderAndHandlersGoBack() {
        var before = sigaction(), after = sigaction()
        sigaction(SIGUSR1, nil, &before)
        do {
            let pipe = SignalPipe(for: [SIGUSR1, SIGUSR2])
            kill(getpid(), SIGUSR1)
            kill(getpid(), SIGUSR2)
            var seen: [Int32] = []
            while seen.count < 2 { seen += pipe.wait(milliseconds: 1000).signals }
            XCTAssertEqual(Set(seen), [SIGUSR1, SIGUSR2])
            pipe.wake()
            XCTAssertTrue(pipe.wait(milliseconds: 1000).signals.isEmpty)
        }
        sigaction(SIGUSR1, nil, &after)
        XCTAssertEqual(
            unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self),
            unsafeBitCast(after.__sigaction_handler.sa_handler, to: Int.self))
    }

    func testCommandsHaveDistinctNamesAndHelp() throws {
        let names = Repl.ownCommands.map(\.name)
        XCTAssertEqual(Set(names).count, names.count)
        XCTAssertTrue(Repl.ownCommands.allSatisfy { !$0.help.isEmpty && !$0.name.hasPrefix(":") })
    }
}
