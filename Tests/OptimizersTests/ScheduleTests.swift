import Foundation
import Optimizers
import TestSupport
import XCTest

/// Schedules agree with PyTorch's schedulers and survive being stored.
final class ScheduleTests: XCTestCase {
    private func compare(_ schedule: Schedule, _ name: String, line: UInt = #line) throws {
        let expected = try Reference.load("optimizers/schedules.json")[name].numbers
        for (step, rate) in expected.enumerated() {
            XCTAssertEqual(schedule.rate(at: step), rate, accuracy: 1e-9, "\(name) step \(step)", line: line)
        }
    }

    func testPureSchedulesAgreeWithPyTorch() throws {
        try compare(.step(from: 0.1, factor: 0.5, every: 4), "step")
        try compare(.milestones(from: 0.1, factor: 0.1, at: [3, 9]), "milestones")
        try compare(.cosine(from: 0.1, to: 0.001, steps: 16), "cosine")
        try compare(.warmUp(steps: 4, from: 0.25, then: .cosine(from: 0.1, steps: 10)), "warm-up-cosine")
    }

    func testPlateauAgreesWithPyTorch() throws {
        let reference = try Reference.load("optimizers/schedules.json")
        let schedule = Schedule.plateau(from: 0.1, patience: 2, minimum: 2e-4)
        let losses = reference["losses"].numbers
        var state = ScheduleState()
        for (step, rate) in reference["plateau"].numbers.enumerated() {
            XCTAssertEqual(schedule.rate(at: step, state: state), rate, accuracy: 1e-9, "step \(step)")
            schedule.observe(losses[step], at: step, state: &state)
        }
    }

    func testCosineStaysAtItsEnd() {
        XCTAssertEqual(Schedule.cosine(from: 1, to: 0.5, steps: 10).rate(at: 1_000), 0.5)
    }

    func testRestartBeginsEachStageAnew() {
        let schedule = Schedule.restart([
            .init(steps: 10, .step(from: 1, factor: 0.1, every: 5)),
            .init(steps: 10, .warmUp(steps: 2, from: 0.5, then: .constant(0.2))),
        ])
        let rates = [0, 4, 5, 9, 10, 11, 12, 500].map { schedule.rate(at: $0) }
        for (found, expected) in zip(rates, [1, 1, 0.1, 0.1, 0.1, 0.15, 0.2, 0.2]) {
            XCTAssertEqual(found, expected, accuracy: 1e-12)
        }
    }

    func testPlateausOfTwoStagesDoNotMix() {
        let schedule = Schedule.restart([
            .init(steps: 3, .plateau(from: 1, patience: 0)), .init(steps: 9, .plateau(from: 1, patience: 0)),
        ])
        var state = ScheduleState()
        for step in 0..<3 { schedule.observe(1, at: step, state: &state) }
        XCTAssertEqual(schedule.rate(at: 2, state: state), 0.01, accuracy: 1e-12)
        XCTAssertEqual(schedule.rate(at: 3, state: state), 1)
        schedule.observe(5, at: 3, state: &state)
        schedule.observe(5, at: 4, state: &state)
        XCTAssertEqual(schedule.rate(at: 5, state: state), 0.1, accuracy: 1e-12)
    }

    func testPlateauDoesNotObserveDuringWarmUp() {
        let schedule = Schedule.warmUp(steps: 5, then: .plateau(from: 1, patience: 0))
        var state = ScheduleState()
        for step in 0..<5 { schedule.observe(1, at: step, state: &state) }
        XCTAssertEqual(state, ScheduleState())
        XCTAssertEqual(schedule.rate(at: 0), 0)
    }

    func testPlateauPassesOverNaN() {
        let schedule = Schedule.plateau(from: 1, patience: 1)
        var state = ScheduleState()
        for value in [Double.nan, 1, .nan] { schedule.observe(value, at: 0, state: &state) }
        XCTAssertEqual(state.plateaus[""]?.best, 1)
        XCTAssertEqual(state.plateaus[""]?.waited, 1)
    }

    func testSchedulesAndStatesSurviveJSON() throws {
        let schedule = Schedule.restart([
            .init(steps: 5, .warmUp(steps: 2, then: .plateau(from: 0.1))),
            .init(steps: 5, .milestones(from: 0.1, factor: 0.5, at: [1, 2])), .init(steps: 1, .constant(1)),
        ])
        var state = ScheduleState()
        for step in 0..<5 { schedule.observe(1, at: step, state: &state) }
        let encoder = JSONEncoder(), decoder = JSONDecoder()
        XCTAssertEqual(try decoder.decode(Schedule.self, from: encoder.encode(schedule)), schedule)
        XCTAssertEqual(try decoder.decode(ScheduleState.self, from: encoder.encode(state)), state)
    }
}
