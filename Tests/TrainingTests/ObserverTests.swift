import Foundation
import TestSupport
import Training
import XCTest

/// What a person and a log file get to see.
final class ObserverTests: XCTestCase {
    private func report(_ step: Int, of end: Int, loss: Double = 0.12345) -> TrainingEvent {
        .step(
            StepReport(
                step: step, end: end, loss: loss, learningRate: 0.01, gradientNorm: nil, metrics: ["accuracy": 0.5],
                clipsPerSecond: 312, secondsRemaining: 185))
    }

    private final class Screen {
        var text = ""
        var time = 0.0
    }

    private func display(_ style: ProgressDisplay.Style, _ screen: Screen) -> ProgressDisplay {
        ProgressDisplay(
            label: "stage 1", style: style, interval: 10, clock: { screen.time }, write: { screen.text += $0 })
    }

    func testTheBarRewritesItsLine() {
        let screen = Screen()
        let display = display(.bar, screen)
        display.receive(.started(step: 0, end: 4, parameters: 1))
        display.receive(report(1, of: 4))
        screen.time = 0.05
        display.receive(report(2, of: 4))  // too soon to draw
        screen.time = 0.2
        display.receive(report(3, of: 4))
        display.receive(report(4, of: 4))
        display.receive(.finished(step: 4, seconds: 65))
        func line(_ filled: Int, _ step: Int, _ tail: String) -> String {
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
            return "\rstage 1 \(bar) \(step)/4  loss 0.1235  accuracy 0.5000  lr 0.01000  312.0 clips/s\(tail)\u{1B}[K"
        }
        XCTAssertEqual(
            screen.text,
            line(6, 1, "  ETA 3:05") + line(18, 3, "  ETA 3:05") + line(24, 4, "")
                + "\nstage 1: finished at step 4 in 1:05\n")
    }

    func testPlainLinesComeNowAndThenAndAtTheEnd() {
        let screen = Screen()
        let display = display(.lines, screen)
        display.receive(.started(step: 0, end: 30, parameters: 1))
        for step in 1...30 {
            screen.time = Double(step)
            display.receive(report(step, of: 30))
        }
        display.receive(.metric(name: "validation", step: 30, value: 0.75))
        XCTAssertEqual(
            screen.text.split(separator: "\n").map { $0.prefix(21) },
            [
                "stage 1: step 1/30  l", "stage 1: step 11/30  ", "stage 1: step 21/30  ", "stage 1: step 30/30  ",
                "stage 1: step 30: val",
            ])
        XCTAssertFalse(screen.text.contains("\r"))
    }

    func testQuietShowsWarningsOnly() {
        let screen = Screen()
        let display = display(.quiet, screen)
        display.receive(report(1, of: 1))
        display.receive(.metric(name: "m", step: 1, value: 1))
        display.receive(.warning("the disk is slow"))
        display.receive(.finished(step: 1, seconds: 1))
        XCTAssertEqual(screen.text, "warning: the disk is slow\n")
    }

    func testAWarningDoesNotTearTheBar() {
        let screen = Screen()
        let display = display(.bar, screen)
        display.receive(report(1, of: 4))
        display.receive(.warning("w"))
        XCTAssertTrue(screen.text.hasSuffix("\u{1B}[K\nwarning: w\n"))
    }

    func testTheCSVLogHasEveryStepOnce() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("log.csv")
            do {
                let log = CSVLog(path)
                log.receive(.started(step: 0, end: 3, parameters: 1))
                for step in 1...3 { log.receive(report(step, of: 3, loss: Double(step))) }
                XCTAssertNil(log.failure)
            }
            // Killed in the middle of a line, then resumed at step 2.
            let torn = try String(contentsOfFile: path, encoding: .utf8) + "4,lo"
            try Data(torn.utf8).write(to: URL(fileURLWithPath: path))
            let log = CSVLog(path)
            log.receive(.started(step: 2, end: 3, parameters: 1))
            log.receive(report(3, of: 3, loss: 30))
            log.receive(.metric(name: "test", step: 3, value: 0.5))
            let losses = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                .filter { !$0.contains("learningRate") && !$0.contains("accuracy") }
            XCTAssertEqual(losses, ["step,name,value", "1,loss,1.0", "2,loss,2.0", "3,loss,30.0", "3,test,0.5"])
        }
    }

    func testALogThatCannotBeWrittenSaysSo() {
        let log = CSVLog("/nonexistent/folder/log.csv")
        log.receive(.started(step: 0, end: 1, parameters: 1))
        log.receive(report(1, of: 1))
        XCTAssertEqual(log.failure, "cannot write /nonexistent/folder/log.csv: No such file or directory")
    }
}
