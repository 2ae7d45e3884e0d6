import Datasets
import Foundation
import Tensors
import Work

/// How far picture and sound lie apart as the sound is shifted against the picture: lowest at zero for a network that hears sync.
public struct SynchronizationCurve: Sendable, Equatable {
    /// How much later the sound starts than the picture (s).
    public let offsets: [Double]
    /// Mean of ‖f_v − f_a‖ over the videos, by offset.
    public let mean: [Double]
    /// Its standard error, by offset.
    public let standardError: [Double]
    /// Videos measured.
    public let videos: Int

    /// The offset of the lowest mean distance (s).
    public var estimatedOffset: Double {
        guard let lowest = mean.indices.min(by: { mean[$0] < mean[$1] }) else { return 0 }
        return offsets[lowest]
    }
}

extension Pretraining {
    /// Distances of test clips from the sound of the same video at each shift that every one of them allows.
    ///
    /// - Parameters:
    ///   - reach: the largest shift to either side (s).
    ///   - videos: how many test videos, from the first on.
    /// - Throws: `ConfigurationError` when no test video is long enough for the shift.
    public func synchronizationCurve(
        _ pair: PretrainedPair, reach: Double = 1, videos: Int = .max, poll: () throws -> Void = Work.poller
    ) throws -> SynchronizationCurve {
        let grid = data.grid
        let steps = Int(exactly: (reach / grid.seconds + 1e-6).rounded(.down)) ?? 0
        let set = data.test
        let starts = (0..<set.count).map { set.startCount($0, clip: configuration.geometry.duration) }
        let chosen = starts.indices.filter { (starts[$0] - 1) / 2 >= steps }.prefix(max(0, videos))
        guard steps > 0, !chosen.isEmpty else {
            throw ConfigurationError(
                "reach", found: "\(reach) s",
                expected: "at least \(grid.seconds) s, and 1 or more videos of twice that beside a clip")
        }
        let embedder = Embedder(network: pair.network, videos: set, geometry: configuration.geometry)
        let centres = chosen.map { ClipPlace(video: $0, start: starts[$0] / 2) }
        let picture = try embedder.clips(centres, poll: poll)
        var curve: [(offset: Double, mean: Double, error: Double)] = []
        for shift in -steps...steps {
            let windows = centres.map { ClipPlace(video: $0.video, start: $0.start + shift) }
            let distances = PairLoss.distances(picture, try embedder.sounds(windows, poll: poll)).scalars.map(Double.init)
            let mean = distances.reduce(0, +) / Double(distances.count)
            let variance = distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(distances.count - 1, 1))
            curve.append((Double(shift) * grid.seconds, mean, (variance / Double(distances.count)).squareRoot()))
        }
        return SynchronizationCurve(
            offsets: curve.map(\.offset), mean: curve.map(\.mean), standardError: curve.map(\.error), videos: centres.count)
    }
}
