import Foundation
import Training
import Work

/// What a search among settings of a classifier's training found, on held-out training files.
public struct ClassifierTrainingSearch: Sendable, Equatable, CustomStringConvertible {
    /// What was searched for.
    public let name: String
    /// The settings, in the order in which they were tried.
    public let trainings: [ClassifierTraining]
    /// Held-out files given their class (%), by setting; `nan` where the loss was no number.
    public let accuracies: [Double]

    /// The settings of the highest accuracy; among equals the first. nil where every training failed.
    public var best: ClassifierTraining? {
        trainings.indices.filter { accuracies[$0].isFinite }
            .max { (accuracies[$0], -$0) < (accuracies[$1], -$1) }
            .map { trainings[$0] }
    }

    /// One line: the accuracy at each pair of rates, and what was chosen.
    public var description: String {
        func rates(_ training: ClassifierTraining) -> String {
            training.backboneRate == 1 ? "\(training.learningRate)" : "\(training.learningRate) · \(training.backboneRate)"
        }
        let found = zip(trainings, accuracies).map { "\(rates($0)): \(String(format: "%.1f", $1))" }.joined(separator: ", ")
        return
            "\(name), held-out files by learning rate · that below the classifier (%): \(found); chosen: \(best.map(rates) ?? "none")"
    }
}

extension ClassifierTraining {
    /// These settings with each of some learning rates, and of some factors for what lies below the classifier.
    ///
    ///     ClassifierTraining(epochs: 20).asking(rates: [0.01, 0.03, 0.1], backboneRates: [0.1, 1])   // six
    public func asking(rates: [Double], backboneRates: [Double] = [1]) -> [ClassifierTraining] {
        rates.flatMap { rate in
            backboneRates.map { below in
                var training = self
                (training.learningRate, training.backboneRate) = (rate, below)
                return training
            }
        }
    }
}

extension ClassificationTask {
    /// Trains a classifier with each of some settings on three quarters of the groups of a division's training files, and asks each about the
    /// others; no test file is looked at.
    ///
    /// ```swift
    /// let search = try ucf.searchTraining(ClassifierTraining(epochs: 20).asking(rates: [0.02, 0.1]), name: "from scratch") {
    ///     try VideoClassifier(configuration, classes: ucf.classes.count)
    /// }
    /// let training = search.best ?? ClassifierTraining(epochs: 20)
    /// ```
    /// - Parameters:
    ///   - trainings: the settings, at least one.
    ///   - division: whose training files are divided.
    ///   - seed: of the order of files and the starts.
    ///   - name: what it is called; progress says it, too.
    ///   - resumable: keeps checkpoints in the cache folder, as `fit` does.
    ///   - make: a classifier to begin with, the same whenever it is asked.
    /// - Throws: `ConfigurationError` without settings, and what training throws other than a loss that is no number.
    public func searchTraining<Classifier: ClipClassifier>(
        _ trainings: [ClassifierTraining], on division: Int = 0, seed: Int = 0, name: String, resumable: Bool = false,
        _ make: () throws -> Classifier
    ) throws -> ClassifierTrainingSearch {
        guard !trainings.isEmpty else { throw ConfigurationError("trainings", found: "none", expected: "at least one") }
        let inner = inner(division)
        let accuracies = try trainings.map { training in
            let classifier = try make()
            let label = "\(name), rates \(training.learningRate) · \(training.backboneRate)"
            do {
                try inner.fit(classifier, on: 0, training, seed: seed, name: label, resumable: resumable)
            } catch let error as TrainingError where error.isDivergence { return Double.nan }
            return try inner.test(classifier, on: 0).accuracy
        }
        return ClassifierTrainingSearch(name: name, trainings: trainings, accuracies: accuracies)
    }
}
