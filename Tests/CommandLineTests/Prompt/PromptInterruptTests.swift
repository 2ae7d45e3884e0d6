import Foundation
import Media
import XCTest

/// Ctrl-C and signals at the prompt.
final class PromptInterruptTests: FolderTestCase {
    /// Ctrl-C once the entry has said that it is under way, and a little later.
    private func interrupt(_ terminal: PseudoTerminal) {
        terminal.expect("underway")
        usleep(300_000)
        terminal.send("\u{03}")
        let seen = terminal.expect("avts> ", seconds: 10)
        XCTAssertTrue(seen.contains("interrupted"), seen)
    }

    /// A cell that does not hear, and a prompt that waits for it: who closes the terminal is not kept.
    func testSignalsEndAStuckPrompt() throws {
        for signal in [SIGTERM, SIGHUP] {
            let terminal = try prompt()
            terminal.enter("let lock = NSLock()")
            terminal.expect("avts> ")
            terminal.enter("print(\"st\" + \"uck\"); signal(SIGUSR2, SIG_IGN); while true { lock.lock(); lock.unlock() }")
            terminal.expect("stuck")
            terminal.signal(signal)
            XCTAssertEqual(terminal.exitCode(seconds: 10), 143)
        }
        let waiting = try prompt()
        waiting.signal(SIGTERM)
        XCTAssertEqual(waiting.exitCode(), 143)
    }

    func testControlCStopsALoopAndPutsItsVariablesBack() throws {
        let terminal = try prompt()
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

    /// Work of minutes within one call of the library; the session goes on at once.
    func testControlCStopsOneLargeProduct() throws {
        let terminal = try prompt()
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
        let terminal = try prompt()
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
        let terminal = try prompt()
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
}
