import Datasets
import Tensors
import Training

extension UInt64 {
    /// A seed as people write it.
    init(seed: Int) { self.init(bitPattern: Int64(seed)) }
}

extension Pretraining {
    /// A pre-training on decoded videos; everything random in it comes from the seed.
    ///
    /// - Throws: `ConfigurationError` when videos are too short for hard negatives, or a setting is out of its range.
    public init(_ data: PretrainingData, _ configuration: Configuration, seed: Int = 0) throws {
        try self.init(data, configuration, seed: UInt64(seed: seed))
    }

    /// Trains an L³-Net (one frame, one second of sound, cross-entropy of *belongs or not*) on the same batches, steps and schedule.
    ///
    /// - Parameter resumable: keeps checkpoints in the cache folder, as ``train(_:after:name:resumable:checkpoints:validateEvery:observers:poll:)``.
    public func trainCorrespondence(
        _ stages: [Stage], name: String? = nil, resumable: Bool = false
    ) throws -> CorrespondenceModel {
        try CorrespondenceLearning(self).train(
            stages, name: name,
            checkpoints: resumable
                ? DataFolder.standard.kept(
                    "pretrained", inputs(stages.map { $0.counted(stepsPerEpoch: stepsPerEpoch) }, network: "L³-Net")) : nil)
    }

    /// Scores of an L³-Net on the same test pairs.
    ///
    /// - Parameter pairs: of each kind, at least 2; the configuration's unless told.
    public func evaluate(_ model: CorrespondenceModel, pairs: Int? = nil) throws -> Evaluation {
        if let pairs, pairs < 2 { throw ConfigurationError("pairs", found: "\(pairs)", expected: "at least 2") }
        return try CorrespondenceLearning(self).evaluate(model, pairs: pairs)
    }

    /// How far a film's sound is out of step with its picture, as a pair of networks hears and sees it.
    ///
    ///     try pretraining.synchronization(of: "film.mp4", pair, reach: 2).soundDelay   // such as 0.4 (s)
    /// - Parameters:
    ///   - start, end: the part of the film that is looked at (s).
    ///   - reach: largest offset to either side (s).
    ///   - step: from one offset to the next (s).
    /// - Throws: `ConfigurationError`, `MediaError` or `DatasetError` for what cannot be compared.
    public func synchronization(
        of film: String, _ pair: PretrainedPair, from start: Double = 0, to end: Double? = nil, reach: Double = 1,
        step: Double = 0.05
    ) throws -> FilmSynchronization {
        try pair.synchronization(of: film, from: start, to: end, reach: reach, step: step)
    }
}

extension TwoStreamNetwork {
    /// The video and the audio network of a configuration with fresh weights, a function of the seed alone.
    public convenience init(_ configuration: Configuration, seed: Int = 0) throws(ConfigurationError) {
        try self.init(configuration, seed: UInt64(seed: seed))
    }
}
