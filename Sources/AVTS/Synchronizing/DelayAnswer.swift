import Foundation

/// Why a film's delay is not said.
public enum DelayDoubt: String, Sendable, Codable, CaseIterable {
    /// Fewer than four clips that do not overlap: nothing to resample.
    case tooShort = "too short"
    /// The smallest distance lies at an end of what was tried: the delay may lie beyond.
    case beyondReach = "at the end of what was tried"
    /// Other clips of the same film would have put it elsewhere.
    case clipsDisagree = "the clips disagree"
    /// Nothing stands out: no offset is clearly nearer than others.
    case nothingStandsOut = "nothing stands out"
}

/// What can be said of a film's delay: a number with its interval, or that it cannot be told.
public enum DelayAnswer: Sendable, Equatable {
    /// The sound comes so much later than the picture (s; earlier where negative).
    case delay(Double)
    /// It cannot be told, and why.
    case cannotTell(DelayDoubt)

    /// The delay (s); nil where it cannot be told.
    public var seconds: Double? {
        if case .delay(let seconds) = self { seconds } else { nil }
    }

    /// Why the delay cannot be told; nil where it can.
    public var doubt: DelayDoubt? {
        if case .cannotTell(let doubt) = self { doubt } else { nil }
    }
}

extension FilmSynchronization {
    /// The widest interval of a delay that is said (s).
    public static let widestInterval = 0.2
    /// The least share of the curve's own range by which the smallest distance must undercut every other valley.
    public static let leastProminence = 0.1
    /// How far from the smallest distance another valley begins (s).
    public static let valley = 0.3

    /// How much lower the curve's lowest valley is than the next one, as a share of the curve's range (0…1).
    ///
    /// The next valley is the lowest point at least 0.3 s away. A curve that falls towards one offset has more than half; one that goes up and
    /// down has little.
    public var prominence: Double {
        guard let least = mean.min(), let most = mean.max(), most > least else { return 0 }
        let others = offsets.indices.filter { abs(offsets[$0] - soundDelay) >= Self.valley - 1e-9 }.map { mean[$0] }
        guard let next = others.min() else { return 0 }
        return (next - least) / (most - least)
    }

    /// The delay, where it may be said: four clips that do not overlap at least, a smallest distance that lies within what was tried, an
    /// interval of at most 0.2 s, and a valley that undercuts every other by a tenth of the curve's range.
    public var answer: DelayAnswer {
        if separateClips < 4 { return .cannotTell(.tooShort) }
        if soundDelay <= offsets[0] + 1e-9 || soundDelay >= offsets[offsets.count - 1] - 1e-9 { return .cannotTell(.beyondReach) }
        if interval.upperBound - interval.lowerBound > Self.widestInterval + 1e-9 { return .cannotTell(.clipsDisagree) }
        if prominence < Self.leastProminence { return .cannotTell(.nothingStandsOut) }
        return .delay(soundDelay)
    }
}
