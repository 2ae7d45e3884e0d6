import Foundation
import Tensors

/// A film's delay over time, piece by piece: constant in a film whose sound was moved, a slope in one whose sound runs faster or slower.
public struct DelayTrack: Sendable, Equatable {
    /// A piece of the film.
    public struct Piece: Sendable, Equatable {
        /// Where its first clip begins and its last one ends (s).
        public let start: Double
        /// Where its last clip ends (s).
        public let end: Double
        /// What can be said of its delay.
        public let answer: DelayAnswer
        /// Nine in ten resamplings of its clips lie within (s).
        public let interval: ClosedRange<Double>

        /// Its middle (s).
        public var time: Double { (start + end) / 2 }
    }

    /// The pieces, by time.
    public let pieces: [Piece]
    /// By how much the delay grows in a minute of film (s): the median slope between the pieces whose delay can be told (Theil and Sen). Nil for
    /// fewer than three of them.
    public let slope: Double?
    /// The slopes of nine in ten resamplings of the pieces lie within (s a minute).
    public let slopeInterval: ClosedRange<Double>?
    /// Seconds of film between the first and the last piece whose delay can be told.
    public let span: Double

    /// - Parameter pieces: by time.
    package init(_ pieces: [Piece], seed: UInt64 = 0) {
        self.pieces = pieces
        let told = pieces.compactMap { piece in piece.answer.seconds.map { (time: piece.time, delay: $0) } }
        span = told.count > 1 ? told[told.count - 1].time - told[0].time : 0
        guard told.count >= 3 else {
            (slope, slopeInterval) = (nil, nil)
            return
        }
        func median(_ rows: [Int]) -> Double? {
            let slopes = rows.indices.flatMap { i in
                rows[(i + 1)...].compactMap { j -> Double? in
                    let (a, b) = (told[rows[i]], told[j])
                    return a.time == b.time ? nil : 60 * (b.delay - a.delay) / (b.time - a.time)
                }
            }.sorted()
            return slopes.isEmpty ? nil : slopes[slopes.count / 2]
        }
        slope = median(Array(told.indices))
        var random = RandomStream(seed: seed).split("drift resampling")
        let resampled = (0..<200).compactMap { _ in median(told.indices.map { _ in random.integer(in: told.indices) }) }.sorted()
        slopeInterval = resampled.count < 20 ? nil : resampled[resampled.count / 20]...resampled[resampled.count * 19 / 20]
    }

    /// Whether the delay changes: by more than 0.1 s over the film, in the direction of nine in ten resamplings.
    public var drifts: Bool {
        guard let slope, let slopeInterval else { return false }
        return abs(slope) * span / 60 > 0.1 && !slopeInterval.contains(0)
    }
}

extension FilmSynchronization {
    /// The delay piece by piece.
    ///
    /// - Parameter seconds: of a piece at least (s); one holds twenty clips at least, so that pieces of a long film are longer.
    public func track(pieces seconds: Double = 20) -> DelayTrack {
        guard let first = times.first, let last = times.last else { return DelayTrack([]) }
        let length = last + clip - first
        let count = max(1, min(Int(length / max(seconds, clip)), clips / 20))
        let pieces = (0..<count).map { number -> DelayTrack.Piece in
            let rows = clips * number / count..<clips * (number + 1) / count
            let part = FilmSynchronization(
                distances: Array(distances[rows]), offsets: offsets, times: Array(times[rows]), clip: clip, seed: UInt64(number))
            return DelayTrack.Piece(
                start: times[rows.lowerBound], end: times[rows.upperBound - 1] + clip, answer: part.answer,
                interval: part.interval)
        }
        return DelayTrack(pieces)
    }
}
