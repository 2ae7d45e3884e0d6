import Files

/// Why a training cannot go on.
public enum TrainingError: Error, CustomStringConvertible {
    /// The loss of a step is NaN or infinite; the model is as before that step.
    case lossNotFinite(step: Int, value: Double)
    /// The loss of a step is NaN or infinite, since what some of the ranks computed of their rows is; the model is as before that step.
    case rowsNotFinite(step: Int, ranks: [String])
    /// The gradient of a step is NaN or infinite; the model's parameters are as before that step.
    case gradientNotFinite(step: Int, norm: Double)
    /// The batches ended before the last step.
    case noBatch(step: Int)
    /// A checkpoint belongs to a training with other settings.
    case otherConfiguration(path: String, differences: [Difference])
    /// A checkpoint is intact, but does not fit the model or optimiser.
    case unfitCheckpoint(path: String, reason: String)
    /// All checkpoints of a folder are damaged.
    case noIntactCheckpoint(folder: String, reason: String)
    /// A checkpoint could not be written.
    case checkpointNotWritten(reason: String)

    /// A setting with two values.
    public struct Difference: Hashable, Sendable {
        /// The setting.
        public var name: String
        /// Its value in the checkpoint; nil when it is not there.
        public var found: String?
        /// Its value now; nil when it is not there.
        public var expected: String?
    }

    /// What happened and what helps.
    public var description: String {
        switch self {
        case .lossNotFinite(let step, let value):
            "the loss of step \(step) is \(value): try a lower learning rate, clip the gradient, or look at that step's batch"
        case .rowsNotFinite(let step, let ranks):
            "what \(ranks.joined(separator: ", ")) computed of the clips of step \(step) is no number, and so is the loss: look at these clips, or try "
                + "a lower learning rate"
        case .gradientNotFinite(let step, let norm):
            "the gradient of step \(step) has norm \(norm): try a lower learning rate, or look at that step's batch"
        case .noBatch(let step):
            "there is no batch for step \(step)"
        case .otherConfiguration(let path, let differences):
            "\(path) belongs to a training with other settings: "
                + differences.prefix(5).map {
                    "\($0.name.shortened()) was \($0.found?.shortened() ?? "not set"), now \($0.expected?.shortened() ?? "not set")"
                }.joined(separator: "; ")
                + " (train into another folder, or go back to those settings)"
        case .unfitCheckpoint(let path, let reason):
            "\(path) does not fit this training: \(reason.shortened(to: 1000))"
        case .noIntactCheckpoint(let folder, let reason):
            "no checkpoint in \(folder) is intact: \(reason) (remove the folder to begin anew)"
        case .checkpointNotWritten(let reason):
            "checkpoint: \(reason)"
        }
    }
}
