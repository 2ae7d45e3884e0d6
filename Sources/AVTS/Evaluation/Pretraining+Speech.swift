import Datasets
import Tensors
import Work

/// Scores on pairs whose wrong sound holds as much speech as the right one.
public struct SpeechMatchedEvaluation: Sendable {
    /// Against as much speech of another video.
    public let easy: SynchronizationScore
    /// Against as much speech of the same video, some way off.
    public let hard: SynchronizationScore
    /// The largest difference between the shares of active rows of the right and the wrong sound (0…1).
    public let tolerance: Double

    /// The score on easy or hard pairs.
    public func score(_ negative: Negative) -> SynchronizationScore { negative == .easy ? easy : hard }
}

extension Pretraining {
    /// Scores on test pairs whose wrong sound has the same share of speech in it as the right one: a network that only hears how much speech
    /// there is stands at chance here, where it does not on plain pairs. One that hears when it begins may still be right: the share says how
    /// much, not when.
    ///
    /// What is speech is `VoiceActivity`'s rule. Each threshold is chosen on validation pairs made in the same way. Videos in which no two
    /// windows agree are not asked about, so that a score may be of fewer pairs than were asked for: `score.pairs` says of how many.
    /// - Parameters:
    ///   - tolerance: largest difference of the shares of active rows (0…1).
    ///   - pairs: of each kind, half of them in sync, at most; the configuration's when nil.
    /// - Throws: `ConfigurationError` where a kind has not two such pairs.
    public func evaluateWithMatchedSpeech(
        _ pair: PretrainedPair, tolerance: Double = 0.05, pairs: Int? = nil, poll: () throws -> Void = Work.poller
    ) throws -> SpeechMatchedEvaluation {
        guard (0...1).contains(tolerance) else {
            throw ConfigurationError("tolerance", found: "\(tolerance)", expected: "a difference of shares, 0…1")
        }
        func score(_ kind: Negative) throws -> SynchronizationScore {
            func distances(_ set: DecodedVideos) throws -> PairDistances {
                let questions = try matchedQuestions(kind, in: set, pairs: pairs ?? configuration.testPairs, tolerance: tolerance)
                return try Embedder(network: pair.network, videos: set, geometry: configuration.geometry)
                    .distances(questions, poll: poll)
            }
            let threshold = try distances(data.validation).bestThreshold
            return try distances(data.test).score(kind, threshold: threshold)
        }
        return SpeechMatchedEvaluation(easy: try score(.easy), hard: try score(.hard), tolerance: tolerance)
    }

    /// The fixed pairs of one kind in one of the data's sets, wrong sounds with as much speech as the right ones.
    package func matchedQuestions(
        _ kind: Negative, in set: DecodedVideos, pairs: Int, tolerance: Double
    ) throws -> PairBatch {
        try checkPairs(pairs)
        let geometry = configuration.geometry
        let shares = try (0..<set.count).map { video in
            let voice = try set.voiceActivity(video)
            return (0..<set.startCount(video, clip: geometry.duration)).map { start in
                let first = start * set.grid.rowsPerStep
                return voice.share(of: first..<min(first + geometry.rows, voice.active.count))
            }
        }
        var random = RandomStream(seed: 0).split("matched pairs").split(set.set.role.rawValue).split(kind.rawValue)
        let batch = try sampler(set).matchedPairs(kind, pairs: pairs, tolerance: tolerance, share: shares, using: &random)
        guard batch.count >= 2 else {
            throw ConfigurationError(
                "\(kind) pairs matched by speech", found: "none in \(set.set.name)",
                expected: "two windows whose shares of active rows differ by \(tolerance) at most",
                remedy: "take a larger tolerance or longer videos")
        }
        return batch
    }
}
