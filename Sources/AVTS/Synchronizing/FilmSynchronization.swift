import Foundation
import Tensors
import Work

/// How far a film's sound is out of step with its picture, as a pair of networks hears and sees it.
///
/// Every clip of the film is compared with the sound around it; the offset at which picture and sound are nearest, in the mean over the
/// film, is the estimate (the protocol of SyncNet: Chung and Zisserman 2016).
public struct FilmSynchronization: Sendable, Equatable {
    /// By how much later sound was taken than picture (s), ascending.
    public let offsets: [Double]
    /// Mean of ‖f_v − f_a‖ over the film's clips, by offset.
    public let mean: [Double]
    /// Clips of the film that were compared at every offset.
    public let clips: Int
    /// How many of them there would be if none overlapped another: what the estimate rests on.
    public let separateClips: Int
    /// How much later the film's sound comes than its picture (s): the offset of the smallest mean distance.
    public let soundDelay: Double
    /// The delays of nine in ten resamplings of the film's clips lie within. Clips that overlap are drawn together.
    public let interval: ClosedRange<Double>
    /// Median of the mean distances less the smallest: how far the estimate stands out. (SyncNet's *confidence*.)
    public let confidence: Double
    /// Where each clip begins in the film (s), and its distance at each offset.
    let times: [Double]
    let distances: [[Double]]
    /// Length of a clip (s).
    let clip: Double

    /// - Parameters:
    ///   - distances: ‖f_v − f_a‖ of each clip (rows) at each offset (columns).
    ///   - offsets: of the columns (s), ascending.
    ///   - times: where each clip begins (s), ascending; apart from each other unless told.
    ///   - clip: length of a clip (s).
    ///   - seed: of the resampling.
    package init(distances: [[Double]], offsets: [Double], times: [Double]? = nil, clip: Double = 1, seed: UInt64 = 0) {
        Failing.unless(!distances.isEmpty && distances.allSatisfy { $0.count == offsets.count }, "a distance for each offset")
        let count = distances.count
        let times = times ?? distances.indices.map { Double($0) * clip }
        Failing.unless(times.count == count, "a time for each clip")
        func means(_ rows: some Sequence<Int>) -> [Double] {
            var sums = [Double](repeating: 0, count: offsets.count)
            for row in rows { for column in offsets.indices { sums[column] += distances[row][column] } }
            return sums.map { $0 / Double(count) }
        }
        func lowest(_ values: [Double]) -> Double { offsets[values.indices.min { values[$0] < values[$1] } ?? 0] }
        self.offsets = offsets
        self.times = times
        self.distances = distances
        self.clip = clip
        clips = count
        mean = means(distances.indices)
        soundDelay = lowest(mean)
        confidence = mean.sorted()[mean.count / 2] - (mean.min() ?? 0)
        // Clips that share a moment are not independent: they are drawn as a block.
        let spacing = count > 1 ? (times[count - 1] - times[0]) / Double(count - 1) : clip
        let block = max(1, Int((clip / max(spacing, 1e-6) - 1e-6).rounded(.up)))
        separateClips = max(1, count / block)
        var random = RandomStream(seed: seed).split("film resampling")
        let resampled = (0..<200).map { _ -> Double in
            // A block may begin anywhere, and goes on at the film's beginning behind its end.
            let rows = (0..<(count + block - 1) / block).flatMap { _ in
                let first = random.integer(in: 0..<count)
                return (0..<block).map { (first + $0) % count }
            }
            return lowest(means(rows.prefix(count)))
        }.sorted()
        interval = resampled[10]...resampled[189]
    }

    static func offsets(reach: Double, step: Double) -> [Double] {
        let count = max(Int((reach / step + 1e-6).rounded(.down)), 1)
        return (-count...count).map { Double($0) * step }
    }
}
