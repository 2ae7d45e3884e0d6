import Training
import Work

extension Pretraining {
    /// Trains afresh at each of some rates for as long as a stage lasts, and asks each network about validation pairs; test videos are not looked at.
    ///
    ///     let search = try pretraining.searchLearningRate([0.03, 0.01, 0.003], on: Stage(.easy, steps: 4))
    ///     search.best ?? 0.01
    /// - Parameters:
    ///   - rates: peak rates, each above 0; by default those that Documentation/Deviations.md names.
    ///   - stage: its negatives and its length; its own rate is not used.
    ///   - resumable: keeps checkpoints in the cache folder, as training does.
    ///   - poll: called at every step; what it throws ends the search.
    /// - Returns: what each comes to: accuracy on easy validation pairs at their own best threshold (%).
    /// - Throws: `ConfigurationError` for no rates or one that is not above 0, and what training throws other than a loss that is no number.
    public func searchLearningRate(
        _ rates: [Double] = [0.1, 0.03, 0.01, 0.003, 0.001], on stage: Stage, resumable: Bool = false,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> LearningRateSearch {
        try LearningRateSearch("accuracy on easy validation pairs (%) by learning rate", among: rates) { rate, _ in
            var stage = stage
            stage.learningRate = rate
            let pair = try train([stage], name: "rate \(rate)", resumable: resumable, validateEvery: 0, poll: poll)
            return try validationAccuracy(of: pair.network, poll: poll)
        }
    }
}

extension TrainingError {
    /// Whether the loss or its gradient was no number.
    var isDivergence: Bool {
        switch self {
        case .lossNotFinite, .rowsNotFinite, .gradientNotFinite: true
        default: false
        }
    }
}
