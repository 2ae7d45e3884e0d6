import Training
import Work

/// What a search of the learning rate found: the paper's *grid search*, on validation videos.
public struct LearningRateSearch: Sendable, Equatable {
    /// The rates, in the order in which they were tried.
    public let rates: [Double]
    /// Accuracy on easy validation pairs at their own best threshold (%), by rate; `nan` where the loss was no number.
    public let accuracies: [Double]

    /// The rate of the highest accuracy; among equals the smallest. nil where every training failed.
    public var best: Double? {
        rates.indices.filter { accuracies[$0].isFinite }
            .max { (accuracies[$0], -rates[$0]) < (accuracies[$1], -rates[$1]) }
            .map { rates[$0] }
    }
}

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
    /// - Throws: `ConfigurationError` for no rates or one that is not above 0, and what training throws other than a loss that is no number.
    public func searchLearningRate(
        _ rates: [Double] = [0.1, 0.03, 0.01, 0.003, 0.001], on stage: Stage, resumable: Bool = false,
        poll: @escaping () throws -> Void = Work.poller
    ) throws -> LearningRateSearch {
        guard !rates.isEmpty, rates.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw ConfigurationError("rates", found: "\(rates)", expected: "at least one, each above 0")
        }
        let accuracies = try rates.map { rate in
            var stage = stage
            stage.learningRate = rate
            do {
                let pair = try train([stage], name: "rate \(rate)", resumable: resumable, validateEvery: 0, poll: poll)
                return try validationAccuracy(of: pair.network, poll: poll)
            } catch let error as TrainingError where error.isDivergence { return Double.nan }
        }
        return LearningRateSearch(rates: rates, accuracies: accuracies)
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
