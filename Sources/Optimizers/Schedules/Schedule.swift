/// A learning rate as a pure function of the step and of what the schedule has observed.
///
/// A schedule is a value: it can be compared, printed and stored in a checkpoint. All its memory is a `ScheduleState`,
/// which only `plateau` uses.
///
/// ```swift
/// let schedule = Schedule.warmUp(steps: 100, from: 0.1, then: .cosine(from: 0.1, to: 0.001, steps: 5_000))
/// schedule.rate(at: 0)      // 0.01
/// schedule.rate(at: 100)    // 0.1
/// schedule.rate(at: 5_100)  // 0.001
/// ```
public indirect enum Schedule: Hashable, Codable, Sendable {
    /// The same rate for ever.
    case constant(Double)

    /// `initial · factor^⌊step / every⌋`.
    case step(from: Double, factor: Double, every: Int)

    /// `initial · factor^(milestones passed)`; a milestone counts from its own step on.
    case milestones(from: Double, factor: Double, at: [Int])

    /// Multiplied by `factor` when the observed value has not fallen for more than `patience` observations, but never
    /// below `minimum`.
    ///
    /// An observation counts as a fall when it is below `best · (1 − threshold)`, as in PyTorch's `ReduceLROnPlateau`.
    case plateau(
        from: Double, factor: Double = 0.1, patience: Int = 5, minimum: Double = 0, threshold: Double = 1e-4)

    /// Half a cosine from `from` at step 0 to `to` at step `steps`, and `to` from there on.
    case cosine(from: Double, to: Double = 0, steps: Int)

    /// The first rate of `then`, scaled linearly from `from` to 1 over `steps` steps; afterwards `then` from its own step 0.
    case warmUp(steps: Int, from: Double = 0, then: Schedule)

    /// One schedule after the other, each from its own step 0; the last one holds for ever.
    case restart([Stage])

    /// One stage of a restarted schedule.
    public struct Stage: Hashable, Codable, Sendable {
        /// For how many steps the schedule holds, at least 1.
        public var steps: Int
        /// The schedule of the stage.
        public var schedule: Schedule

        /// A stage of `steps` steps.
        public init(steps: Int, _ schedule: Schedule) {
            self.steps = steps
            self.schedule = schedule
        }
    }
}

extension Schedule: CustomStringConvertible {
    /// The schedule in words, as it is written in logs and checkpoints.
    public var description: String {
        switch self {
        case .constant(let rate): "constant \(rate)"
        case .step(let rate, let factor, let every): "\(rate), ×\(factor) every \(every) steps"
        case .milestones(let rate, let factor, let steps):
            "\(rate), ×\(factor) at step \(steps.map(String.init).joined(separator: ", "))"
        case .plateau(let rate, let factor, let patience, let minimum, _):
            "\(rate), ×\(factor) after \(patience) observations without a fall, at least \(minimum)"
        case .cosine(let from, let to, let steps): "cosine from \(from) to \(to) over \(steps) steps"
        case .warmUp(let steps, let from, let then): "warm-up ×\(from)…1 over \(steps) steps, then \(then)"
        case .restart(let stages):
            stages.map { "\($0.steps) steps of (\($0.schedule))" }.joined(separator: ", then ")
        }
    }
}
