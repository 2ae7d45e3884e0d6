import Work

/// How far a negative pair's sound is from its picture (Korbar et al. 2018, §3.2).
public enum Negative: String, CaseIterable, Sendable, Codable {
    /// Frames of one video, sound of another.
    case easy
    /// Both of one video, with at least `Configuration.gap` seconds between the end of one and the start of the other.
    case hard
    /// Both of one video, overlapping by a fixed share of their length.
    case superHard
}

/// Shares of the kinds of negatives in a training stage; they add up to one.
public struct NegativeMixture: Sendable, Equatable, Codable {
    /// Share of negatives from other videos, 0…1.
    public let easy: Double
    /// Share of negatives from the same video, some way off, 0…1.
    public let hard: Double
    /// Share of negatives from the same video that overlap the clip, 0…1.
    public let superHard: Double

    /// - Throws: `ConfigurationError` unless all are in 0…1 and their sum is one.
    public init(easy: Double, hard: Double = 0, superHard: Double = 0) throws(ConfigurationError) {
        let shares = [easy, hard, superHard]
        guard shares.allSatisfy({ (0...1).contains($0) }), abs(shares.reduce(0, +) - 1) < 1e-6 else {
            throw ConfigurationError(
                "negative shares", found: "easy \(easy), hard \(hard), super-hard \(superHard)",
                expected: "three shares in 0…1 that add up to 1")
        }
        self.easy = easy
        self.hard = hard
        self.superHard = superHard
    }

    private init(unchecked easy: Double, _ hard: Double, _ superHard: Double) {
        self.easy = easy
        self.hard = hard
        self.superHard = superHard
    }

    /// Easy negatives alone: the paper's first stage.
    public static let easy = NegativeMixture(unchecked: 1, 0, 0)
    /// Hard negatives alone.
    public static let hard = NegativeMixture(unchecked: 0, 1, 0)
    /// Super-hard negatives alone.
    public static let superHard = NegativeMixture(unchecked: 0, 0, 1)
    /// The paper's second stage: 75 % easy, 25 % hard.
    public static let mixed = NegativeMixture(unchecked: 0.75, 0.25, 0)

    /// A share of hard negatives, the rest easy (0…1, clamped).
    public static func hard(share: Double) -> NegativeMixture {
        let share = min(max(share, 0), 1)
        return NegativeMixture(unchecked: 1 - share, share, 0)
    }

    private var mostPairs: Int { 1 << 24 }

    /// The kinds of `count` negatives: the exact shares (rounded), so that no batch is without its hard ones.
    public func kinds(_ count: Int) -> [Negative] {
        Failing.unless(
            (0...mostPairs).contains(count), "kinds: found \(count) negatives, expected at least 0, at most \(mostPairs)")
        let hardCount = Int((hard * Double(count)).rounded())
        let superHardCount = min(Int((superHard * Double(count)).rounded()), count - hardCount)
        return Array(repeating: .hard, count: hardCount)
            + Array(repeating: .superHard, count: superHardCount)
            + Array(repeating: .easy, count: count - hardCount - superHardCount)
    }
}

extension NegativeMixture: CustomStringConvertible {
    /// `easy`, `hard`, `75 % easy + 25 % hard`, …
    public var description: String {
        let parts = [(easy, "easy"), (hard, "hard"), (superHard, "super-hard")].filter { $0.0 > 0 }
        if parts.count == 1 { return parts[0].1 }
        return parts.map { "\(Int(($0.0 * 100).rounded())) % \($0.1)" }.joined(separator: " + ")
    }
}
