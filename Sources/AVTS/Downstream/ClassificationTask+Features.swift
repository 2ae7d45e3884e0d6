import Datasets
import Layers
import Ranks
import Signals
import Tensors
import Work

extension ClassificationTask {
    /// Features of the last convolution of an audio network that stays as it is: the paper's protocol for sounds (§4.3).
    ///
    /// The layer's maps, `[time, bands, channels]`, are pooled over time to their mean and their largest, bands kept. How the paper
    /// pooled is not known [?].
    /// - Parameter layer: `conv5` of AVTS' audio network; L³-Net has `conv4`.
    /// - Returns: a row for each of a file's clips, of 2 · bands · channels numbers.
    public func features(
        of audio: Sequential, layer: String = "conv5", named name: String, poll: () throws -> Void = Work.poller
    ) throws -> FeatureTable {
        guard let rows = input.rows else {
            throw ConfigurationError("task", found: "no sound in \(self.name)", expected: "sound")
        }
        return try audio.evaluating {
            FeatureTable(
                name,
                try Ranks.pieces((0..<files.count).map { clips($0).count }) { file in
                    try Work.poll(poll)
                    let maps = try audio.output(of: layer, for: files.spectrograms(at: clips(file), rows: rows))
                    let count = maps.shape[0]
                    let pooled = [maps.mean(axes: [1]), maps.max(axes: [1])].map { $0.reshaped(to: [count, $0.count / count]) }
                    return Tensor.concatenated(pooled, axis: 1)
                })
        }
    }

    /// Features of sounds by a network of one's own.
    ///
    /// ```swift {.noeval reason="needs a set and a network"}
    /// let table = try task.features(named: "mine") { model.features($0).mean(axes: [1]) }
    /// ```
    /// - Parameter body: from the filter banks of a file's clips, `[N, rows, bands, 1]`, to as many rows of numbers, `[N, features]`.
    public func features(
        named name: String, poll: () throws -> Void = Work.poller, _ body: (Tensor) throws -> Tensor
    ) throws -> FeatureTable {
        guard let rows = input.rows else {
            throw ConfigurationError("task", found: "no sound in \(self.name)", expected: "sound")
        }
        return FeatureTable(
            name,
            try Ranks.pieces((0..<files.count).map { clips($0).count }) { file in
                try Work.poll(poll)
                let found = try body(files.spectrograms(at: clips(file), rows: rows))
                guard found.rank == 2, found.shape[0] == clips(file).count else {
                    throw ConfigurationError(
                        "features", found: "\(found.shape)", expected: "[\(clips(file).count), features], a row for each clip")
                }
                return found
            })
    }

    /// Mel-frequency cepstral coefficients of whole files, 13 of them: their means and deviations over time (after Piczak 2015).
    ///
    /// - Returns: one row a file, of 26 numbers.
    public func mfcc(poll: () throws -> Void = Work.poller) throws -> FeatureTable {
        guard input.rows != nil else { throw ConfigurationError("task", found: "no sound in \(name)", expected: "sound") }
        return FeatureTable(
            "MFCC",
            try Ranks.pieces(.init(repeating: 1, count: files.count)) { file in
                try Work.poll(poll)
                let coefficients = try cepstralCoefficients(files.bank(file), count: 13)
                let mean = coefficients.mean(axes: [0])
                let deviation = (coefficients - mean).square().mean(axes: [0]).sqrt()
                return Tensor.concatenated([mean, deviation], axis: 0).reshaped(to: [1, 26])
            })
    }

    /// Learns a classifier from the features of each division's training files and judges its test files.
    ///
    /// Features are scaled by the training files' statistics. A cost that is not given is chosen on a quarter of the training
    /// groups, held out; then all training files are learnt from.
    /// - Parameter seed: of what is held out, and of a forest.
    public func evaluate(
        _ features: FeatureTable, with method: FeatureClassifier, seed: UInt64 = 0, poll: () throws -> Void = Work.poller
    ) throws -> ClassificationScore {
        Failing.unless(features.rows.count == files.count, "\(name): found \(features.rows.count) files, expected \(files.count)")
        let scores = try divisions.map { division in
            var method = method
            if case .linearSVM(nil) = method {
                method = .linearSVM(cost: try bestCost(features, division, seed: seed, poll: poll))
            }
            let fitted = try fit(features, division.train, method, seed: seed, poll: poll)
            var score = try judge(features, division, by: fitted)
            if case .linearSVM(let cost) = method { score.cost = cost }
            return score
        }
        let word = if case .linearSVM = method { "linear SVM" } else { "random forest" }
        return ClassificationScore("\(features.name), \(word)", scores)
    }

    /// Scales and learns.
    func fit(
        _ features: FeatureTable, _ chosen: [Int], _ method: FeatureClassifier, seed: UInt64, poll: () throws -> Void
    ) throws -> any FittedClassifier {
        let (values, labels, scaling) = scaled(features, chosen)
        let classifier: any FittedClassifier =
            switch method {
            case .linearSVM(let cost):
                try LinearSVM(values, labels: labels, classes: classes.count, cost: cost ?? 1, poll: poll)
            case .randomForest(let trees):
                try RandomForest(values, labels: labels, classes: classes.count, trees: trees, seed: seed, poll: poll)
            }
        return ScaledClassifier(scaling: scaling, classifier: classifier)
    }

    /// The features of files, scaled by their own statistics, and the class of each row.
    private func scaled(_ features: FeatureTable, _ chosen: [Int]) -> (values: Tensor, labels: [Int], scaling: FeatureScaling) {
        let values = features.values.gathered(rows: features.rows(of: chosen))
        let scaling = FeatureScaling(values)
        return (scaling(values), chosen.flatMap { Array(repeating: label($0), count: features.rows[$0].count) }, scaling)
    }

    private func judge(
        _ features: FeatureTable, _ division: Division, by fitted: any FittedClassifier
    ) throws -> DivisionScore {
        var score = DivisionScore(name: division.name, classes: classes.count)
        for file in division.test {
            let found = fitted.scores(features.values.slice(axis: 0, features.rows[file]))
            score.add(
                clips: found.argmax(axis: 1), file: found.mean(axes: [0]).argmax(axis: 0)[0], truth: label(file),
                about: files.set.items[file].group)
        }
        return score
    }

    /// The cost under which the most held-out training files are given their class; among equals the smallest. After three costs in a
    /// row that are worse than the best, larger ones are not tried.
    private func bestCost(
        _ features: FeatureTable, _ division: Division, seed: UInt64, poll: () throws -> Void
    ) throws -> Double {
        let inner = inner(of: division, quarter: 0, seed: seed)
        guard !inner.train.isEmpty else { return FeatureClassifier.costs[FeatureClassifier.costs.count / 2] }
        let (values, labels, scaling) = scaled(features, inner.train)
        var best = (cost: FeatureClassifier.costs[0], accuracy: -1.0)
        var worse = 0
        var machine: LinearSVM?
        for cost in FeatureClassifier.costs where worse < 3 {
            let fitted = try LinearSVM(
                values, labels: labels, classes: classes.count, cost: cost, startingFrom: machine, poll: poll)
            machine = fitted
            let accuracy = try judge(features, inner, by: ScaledClassifier(scaling: scaling, classifier: fitted)).accuracy
            worse = accuracy < best.accuracy ? worse + 1 : 0
            if accuracy > best.accuracy { best = (cost, accuracy) }
        }
        return best.cost
    }
}
