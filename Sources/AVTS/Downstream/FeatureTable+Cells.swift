import Tensors

extension ClassificationTask {
    /// Features of conv5 of a pair's audio network, which stays as it is: of each window of 2 s the mean and the largest over time, bands kept.
    public func conv5(of pair: PretrainedPair) throws -> FeatureTable {
        try features(of: pair.network.audio, named: pair.name)
    }

    /// The same features of the last convolution of an L³-Net's audio side.
    public func conv4(of model: CorrespondenceModel) throws -> FeatureTable {
        try features(of: model.network.audio, layer: "conv4", named: model.name)
    }

    /// Learns a classifier from the features of each division's training files, and judges its test files.
    ///
    /// - Parameter seed: of what is held out, and of a forest.
    public func evaluate(
        _ features: FeatureTable, with method: FeatureClassifier, seed: Int
    ) throws -> ClassificationScore {
        try evaluate(features, with: method, seed: UInt64(seed: seed))
    }
}

extension FeatureTable {
    /// The file of each row.
    public var files: [Int] { rows.enumerated().flatMap { file, rows in Array(repeating: file, count: rows.count) } }
}

extension ClassificationScore {
    /// The cost C of each division's machines; 0 for others.
    public var costs: [Double] { divisions.map { $0.cost ?? 0 } }
}
