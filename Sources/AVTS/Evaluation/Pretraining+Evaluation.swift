import Datasets
import Tensors
import Work

extension Pretraining {
    /// Scores on easy, hard and super-hard test pairs; each threshold is chosen on validation pairs of the same kind.
    ///
    /// The pairs depend on the data alone, not on the network or the training seed: every network is asked the same questions.
    /// - Parameter pairs: test pairs of each kind, half of them in sync; validation has as many. The configuration's when nil.
    public func evaluate(
        _ pair: PretrainedPair, pairs: Int? = nil, poll: () throws -> Void = Work.poller
    ) throws -> Evaluation {
        let pairs = pairs ?? configuration.testPairs
        return Evaluation(
            easy: try score(pair, .easy, pairs: pairs, poll: poll),
            hard: try score(pair, .hard, pairs: pairs, poll: poll),
            superHard: try score(pair, .superHard, pairs: pairs, poll: poll))
    }

    /// Distances of the fixed pairs of one kind in one of the data's sets.
    public func distances(
        _ pair: PretrainedPair, _ kind: Negative, in set: DecodedVideos, pairs: Int, poll: () throws -> Void = Work.poller
    ) throws -> PairDistances {
        try distances(of: pair.network, kind, in: set, pairs: pairs, poll: poll)
    }

    func distances(
        of network: TwoStreamNetwork, _ kind: Negative, in set: DecodedVideos, pairs: Int, poll: () throws -> Void
    ) throws -> PairDistances {
        try Embedder(network: network, videos: set, geometry: configuration.geometry)
            .distances(try questions(kind, in: set, pairs: pairs), poll: poll)
    }

    /// Refuses more test pairs, or fewer, than can be asked.
    func checkPairs(_ pairs: Int) throws(ConfigurationError) {
        guard (2...1_000_000).contains(pairs) else {
            throw ConfigurationError("pairs", found: "\(pairs)", expected: "2…1,000,000")
        }
    }

    /// The fixed pairs of one kind in one of the data's sets.
    func questions(_ kind: Negative, in set: DecodedVideos, pairs: Int) throws -> PairBatch {
        try checkPairs(pairs)
        var random = RandomStream(seed: 0).split("pairs").split(set.set.role.rawValue).split(kind.rawValue)
        return try sampler(set).testPairs(kind, pairs: pairs, using: &random)
    }

    private func score(
        _ pair: PretrainedPair, _ kind: Negative, pairs: Int, poll: () throws -> Void
    ) throws -> SynchronizationScore {
        let validation = try distances(pair, kind, in: data.validation, pairs: pairs, poll: poll)
        let test = try distances(pair, kind, in: data.test, pairs: pairs, poll: poll)
        return test.score(kind, threshold: validation.bestThreshold)
    }
}
