import Files
import Layers
import Optimizers
import Tensors

/// The whole state of a training after a step: what is needed to go on as if nothing had happened.
struct Checkpoint {
    /// Parameters and buffers by dotted name, in the library's own layout.
    var weights: [String: Tensor]
    /// What the optimiser remembers.
    var optimizer: OptimizerState
    /// Everything that is not a tensor.
    var state: State

    /// The part of a checkpoint that is kept as JSON.
    struct State: Codable {
        /// How many updates have been made.
        var step: Int
        /// The optimiser's rule and its own count of steps.
        var optimizerRule: String
        var optimizerStep: Int
        /// What the schedule has observed.
        var schedule: ScheduleState
        /// Losses seen since the schedule last observed.
        var observed: RunningMean
        /// The random sources of the model by dotted name.
        var random: [String: RandomStream]
        /// The settings that must be the same to go on.
        var configuration: [String: String]
        /// All that was recorded so far.
        var history: History
        /// When it was written, and by what.
        var made: Making

        /// What is wrong with a state that a file claims, if anything: counts go on from these numbers.
        var fault: String? {
            var counts = [("step", step), ("optimizerStep", optimizerStep), ("observed", observed.count)]
            for plateau in schedule.plateaus.values {
                counts += [("waited", plateau.waited), ("reductions", plateau.reductions)]
            }
            if let (name, count) = counts.first(where: { !(0...1 << 53).contains($0.1) }) {
                return "found \(name) \(count), expected 0…2⁵³"
            }
            return history.isWhole ? nil : "the history's names and points do not belong together"
        }
    }
}

/// A mean that grows by one value at a time.
struct RunningMean: Codable, Hashable {
    private(set) var count = 0
    private(set) var sum = 0.0

    mutating func add(_ value: Double) {
        count += 1
        sum += value
    }

    /// The mean, nil of nothing.
    var mean: Double? { count == 0 ? nil : sum / Double(count) }
}
