import Tensors

/// Distances of pairs and whether they are in sync.
public struct PairDistances: Sendable {
    /// ‖f_v − f_a‖, by pair.
    public var distances: [Float]
    /// y, by pair.
    public var inSync: [Bool]
    /// The video of the pair's clip, by pair; empty where it is not known.
    public var about: [String]

    /// Distances of pairs, and which of them are in sync; as many of the one as of the other.
    public init(distances: [Float] = [], inSync: [Bool] = [], about: [String] = []) {
        self.distances = distances
        self.inSync = inSync
        self.about = about
    }

    /// The threshold with the highest accuracy here.
    public var bestThreshold: Float { BinaryMetrics.bestThreshold(distances: distances, inSync: inSync).threshold }

    /// Accuracy at a threshold (0…1).
    public func accuracy(threshold: Float) -> Double {
        BinaryMetrics.accuracy(distances: distances, inSync: inSync, threshold: threshold)
    }

    /// Area under the ROC curve (0…1).
    public var areaUnderCurve: Double { BinaryMetrics.areaUnderCurve(distances: distances, inSync: inSync) }

    /// The score of these pairs at a threshold chosen elsewhere.
    func score(_ kind: Negative, threshold: Float) -> SynchronizationScore {
        SynchronizationScore(
            negative: kind, accuracy: 100 * accuracy(threshold: threshold), areaUnderCurve: 100 * areaUnderCurve,
            threshold: threshold, pairs: inSync.count,
            answers: Answers(correct: zip(distances, inSync).map { ($0 < threshold) == $1 }, about: about))
    }
}

/// How well a network tells pairs in sync from one kind of negative, on videos it was not trained on.
public struct SynchronizationScore: Answered, Equatable, Codable {
    /// Which negatives the test holds.
    public var negative: Negative
    /// Share of test pairs on the right side of τ (%); 50 is chance.
    public var accuracy: Double
    /// Area under the ROC curve (%); 50 is chance.
    public var areaUnderCurve: Double
    /// τ, chosen on validation pairs of the same kind.
    public var threshold: Float
    /// Test pairs.
    public var pairs: Int
    /// The answer to each test pair; about its clip's video.
    public var answers: Answers
}

/// Scores on the three kinds of negatives.
public struct Evaluation: Sendable, Equatable, Codable {
    /// Against negatives from other videos.
    public var easy: SynchronizationScore
    /// Against negatives from the same video, some way off.
    public var hard: SynchronizationScore
    /// Against negatives from the same video that overlap the clip.
    public var superHard: SynchronizationScore

    /// Easy and hard pairs together: their mean, each counting the same.
    public var easyAndHard: Answers { Answers(joining: [easy.answers, hard.answers]) }

    /// The score on one kind.
    public func score(_ negative: Negative) -> SynchronizationScore {
        switch negative {
        case .easy: easy
        case .hard: hard
        case .superHard: superHard
        }
    }
}

extension Evaluation: CustomStringConvertible {
    public var description: String {
        Negative.allCases.map {
            "\($0) \(Self.rounded(score($0).accuracy)) % (AUC \(Self.rounded(score($0).areaUnderCurve)) %)"
        }.joined(separator: ", ")
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
