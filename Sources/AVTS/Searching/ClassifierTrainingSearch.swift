import Training

/// What a search of the rates of a classifier's training found, on held-out training files.
public struct ClassifierTrainingSearch: Sendable, Equatable, CustomStringConvertible {
    /// The factors of what lies below the classifier, in the order in which they were tried.
    public let backboneRates: [Double]
    /// The search of the learning rate with each factor; its scores are held-out files given their class (%).
    public let searches: [LearningRateSearch]
    /// The settings without their rates.
    let training: ClassifierTraining

    /// The settings with the rates of the highest mean; among equals with the first factor and the smallest rate. nil where every training failed.
    public var best: ClassifierTraining? {
        var training = training
        let found = searches.map { $0.means.filter { !$0.isNaN }.max() ?? -.infinity }
        guard let top = found.indices.max(by: { (found[$0], -$0) < (found[$1], -$1) }), let rate = searches[top].best else {
            return nil
        }
        (training.learningRate, training.backboneRate) = (rate, backboneRates[top])
        return training
    }

    /// A line for each factor: the mean at each learning rate; and what was chosen.
    public var description: String {
        let lines = searches.map(\.description)
        guard searches.count > 1 else { return lines.joined() }
        return
            (lines + ["chosen: " + (best.map { "\($0.learningRate), \($0.backboneRate) of it below the classifier" } ?? "none")])
            .joined(separator: "\n")
    }
}

extension ClassificationTask {
    /// Seeks the rates of a classifier's training: each is tried on three quarters of the groups of a division's training files, and asked about the
    /// other quarter, another one with each seed; no test file is looked at.
    ///
    /// ```swift
    /// let search = try ucf.searchTraining(ClassifierTraining(epochs: 2), among: [0.02, 0.1], name: "from scratch") { seed in
    ///     try VideoClassifier(configuration, classes: ucf.classes.count, seed: seed)
    /// }
    /// let training = search.best ?? ClassifierTraining(epochs: 2)
    /// ```
    /// - Parameters:
    ///   - training: the settings; their rates are not used.
    ///   - rates: the learning rates that may be tried.
    ///   - start: where it begins; rates go on until the best lies between two others (``LearningRateSearch``). nil: with all of them.
    ///   - backboneRates: factors of the learning rate below the classifier; the rate is sought with each of them.
    ///   - division: whose training files are divided.
    ///   - seeds: each is tried with seeds 0, 1, … `seeds` − 1, which are of the classifier, of the order of files and of the starts, too.
    ///   - name: what it is called; progress says it, too.
    ///   - resumable: keeps checkpoints in the cache folder, as `fit` does.
    ///   - make: a classifier to begin with, by seed; the same whenever it is asked.
    /// - Throws: `ConfigurationError` without rates, factors or seeds, and what training throws other than a loss that is no number.
    public func searchTraining<Classifier: ClipClassifier>(
        _ training: ClassifierTraining, among rates: [Double], from start: ClosedRange<Double>? = nil,
        backboneRates: [Double] = [1],
        on division: Int = 0, seeds: Int = 1, name: String, resumable: Bool = false, _ make: (_ seed: Int) throws -> Classifier
    ) throws -> ClassifierTrainingSearch {
        guard !backboneRates.isEmpty, backboneRates.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw ConfigurationError("backbone rates", found: "\(backboneRates)", expected: "at least one, each 0 or more")
        }
        let searches = try backboneRates.map { below in
            let label = backboneRates == [1] ? name : "\(name), \(below) below the classifier"
            return try LearningRateSearch(
                "\(label), held-out files (%) by learning rate", among: rates, from: start, seeds: seeds
            ) { rate, seed in
                var training = training
                (training.learningRate, training.backboneRate) = (rate, below)
                let inner = inner(division, quarter: seed % 4)
                let classifier = try make(seed)
                try inner.fit(
                    classifier, on: 0, training, seed: seed, name: "\(label), rate \(rate), seed \(seed)", resumable: resumable)
                return try inner.test(classifier, on: 0).accuracy
            }
        }
        return ClassifierTrainingSearch(backboneRates: backboneRates, searches: searches, training: training)
    }
}
