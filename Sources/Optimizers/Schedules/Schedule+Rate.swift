import Foundation
import Tensors

extension Schedule {
    /// The learning rate of step `step` (0 for the first), given what has been observed so far.
    public func rate(at step: Int, state: ScheduleState = ScheduleState()) -> Double {
        require(step >= 0, "schedule: found step \(step), expected 0 or more")
        return rate(at: step, state: state, path: "")
    }

    private func rate(at step: Int, state: ScheduleState, path: String) -> Double {
        switch self {
        case .constant(let rate):
            return rate
        case .step(let initial, let factor, let every):
            require(every > 0, "step schedule: found every \(every), expected 1 or more")
            return initial * pow(factor, Double(step / every))
        case .milestones(let initial, let factor, let milestones):
            return initial * pow(factor, Double(milestones.count { $0 <= step }))
        case .plateau(let initial, let factor, _, let minimum, _):
            let reductions = state.plateaus[path]?.reductions ?? 0
            return max(initial * pow(factor, Double(reductions)), min(initial, minimum))
        case .cosine(let from, let to, let steps):
            guard step < steps else { return to }
            return to + (from - to) * (1 + cos(.pi * Double(step) / Double(steps))) / 2
        case .warmUp(let steps, let from, let then):
            let inner = then.rate(at: max(0, step - steps), state: state, path: path + "w")
            guard step < steps else { return inner }
            return inner * (from + (1 - from) * Double(step) / Double(steps))
        case .restart(let stages):
            let (index, start) = Schedule.stage(of: step, in: stages)
            return stages[index].schedule.rate(at: step - start, state: state, path: path + "\(index).")
        }
    }

    /// Takes note of a loss (or any figure that should fall) measured after `step` steps; only `plateau` listens.
    ///
    /// During a warm-up nothing is observed.
    public func observe(_ value: Double, at step: Int, state: inout ScheduleState) {
        observe(value, at: step, state: &state, path: "")
    }

    private func observe(_ value: Double, at step: Int, state: inout ScheduleState, path: String) {
        switch self {
        case .constant, .step, .milestones, .cosine:
            return
        case .plateau(_, _, let patience, _, let threshold):
            state.plateaus[path, default: .init()].observe(value, patience: patience, threshold: threshold)
        case .warmUp(let steps, _, let then):
            if step >= steps { then.observe(value, at: step - steps, state: &state, path: path + "w") }
        case .restart(let stages):
            let (index, start) = Schedule.stage(of: step, in: stages)
            stages[index].schedule.observe(value, at: step - start, state: &state, path: path + "\(index).")
        }
    }

    /// The stage that holds at `step`, and the step at which it began.
    private static func stage(of step: Int, in stages: [Stage]) -> (index: Int, start: Int) {
        require(!stages.isEmpty, "restarted schedule: found no stage, expected at least one")
        var start = 0
        for (index, stage) in stages.dropLast().enumerated() {
            if step < start + stage.steps { return (index, start) }
            start += stage.steps
        }
        return (stages.count - 1, start)
    }
}
