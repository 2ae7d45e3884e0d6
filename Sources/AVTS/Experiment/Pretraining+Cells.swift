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
