import Datasets
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
    /// How much later the film's sound comes than its picture (s): the offset of the smallest mean distance.
    public let soundDelay: Double
    /// The delays of nine in ten resamplings of the film's clips lie within.
    public let interval: ClosedRange<Double>
    /// Median of the mean distances less the smallest: how far the estimate stands out. (SyncNet's *confidence*.)
    public let confidence: Double

    /// - Parameters:
    ///   - distances: ‖f_v − f_a‖ of each clip (rows) at each offset (columns).
    ///   - offsets: of the columns (s), ascending.
    ///   - seed: of the resampling.
    package init(distances: [[Double]], offsets: [Double], seed: UInt64 = 0) {
        Failing.unless(!distances.isEmpty && distances.allSatisfy { $0.count == offsets.count }, "a distance for each offset")
        func means(_ rows: some Sequence<Int>) -> [Double] {
            var sums = [Double](repeating: 0, count: offsets.count)
            for row in rows { for column in offsets.indices { sums[column] += distances[row][column] } }
            return sums.map { $0 / Double(distances.count) }
        }
        func lowest(_ values: [Double]) -> Double { offsets[values.indices.min { values[$0] < values[$1] } ?? 0] }
        self.offsets = offsets
        clips = distances.count
        mean = means(distances.indices)
        soundDelay = lowest(mean)
        confidence = mean.sorted()[mean.count / 2] - (mean.min() ?? 0)
        var random = RandomStream(seed: seed).split("film resampling")
        let resampled = (0..<200).map { _ in
            lowest(means(distances.indices.map { _ in random.integer(in: 0..<distances.count) }))
        }.sorted()
        interval = resampled[10]...resampled[189]
    }

    /// Compares a film's picture and sound.
    ///
    /// - Parameters:
    ///   - film: a file of any length; at most `clips` clips of it are looked at, spread evenly.
    ///   - start, end: the part of it that is looked at (s).
    ///   - network: the pair of networks.
    ///   - geometry, normalization: of the clips it was trained on.
    ///   - reach: largest offset to either side (s).
    ///   - step: from one offset to the next (s), rounded to whole rows of the filter bank.
    /// - Throws: `MediaError` for a film that cannot be read, `DatasetError` for one that is shorter than a clip and the reach on either
    ///   side, or has no picture or no sound.
    public init(
        of film: String, from start: Double = 0, to end: Double? = nil, network: TwoStreamNetwork, geometry: ClipGeometry,
        normalization: Normalization, reach: Double = 1,
        step: Double = 0.05, clips most: Int = 400, in root: DataFolder = .standard,
        progress: ProgressHandler? = WorkProgress.telling("decoding the film"),
        poll: @escaping PollHandler = Work.poller
    ) throws {
        // Too short a part is told before anything is decoded.
        let part = try Film(film, start: start, end: end, piece: geometry.duration + 2 * reach)
        // By its own name: where it lies is no part of what a run learned from.
        let name = String(film.split(separator: "/").last ?? "film")
        let item = VideoItem(id: name, path: film, start: part.start, duration: part.end - part.start)
        let set = VideoSet(name: name, role: .test, items: [item])
        func decode(_ format: DecodedFormat, _ grid: Double) throws -> DecodedVideos {
            try DecodedVideos(
                set, format: format, gridStep: grid, normalization: normalization, in: root, progress: progress, poll: poll)
        }
        let pictures = try decode(geometry.format, geometry.grid)
        // Sound is taken from a finer grid than pictures: the estimate may lie between two frames.
        let sounds = try decode(DecodedFormat(picture: nil, sound: geometry.format.sound), min(step, reach))
        let offsets = FilmSynchronization.offsets(reach: reach, step: sounds.grid.seconds)
        let last = sounds.startCount(0, clip: geometry.duration) - 1
        /// The sound that starts with a picture, in steps of the finer grid.
        let soundStart = { (start: Int) in Int((pictures.grid.time(start) / sounds.grid.seconds).rounded()) }
        let starts = (0..<pictures.startCount(0, clip: geometry.duration)).filter {
            soundStart($0) >= offsets.count / 2 && soundStart($0) + offsets.count / 2 <= last
        }
        guard !starts.isEmpty else {
            throw ConfigurationError(
                "film", found: "\(pictures.duration(0)) s",
                expected: "a clip of \(geometry.duration) s and \(reach) s on either side of it",
                remedy: "give a longer film or a smaller reach")
        }
        let chosen = stride(from: 0, to: starts.count, by: max((starts.count + most - 1) / most, 1)).map { starts[$0] }
        let embedder = Embedder(network: network, videos: pictures, geometry: geometry)
        let seen = try embedder.clips(chosen.map { ClipPlace(video: 0, start: $0) }, poll: poll)
        let listener = Embedder(network: network, videos: sounds, geometry: geometry)
        var distances = [[Double]](repeating: [], count: chosen.count)
        for column in offsets.indices {
            let places = chosen.map { ClipPlace(video: 0, start: soundStart($0) + column - offsets.count / 2) }
            let found = PairLoss.distances(seen, try listener.sounds(places, poll: poll)).scalars
            for row in distances.indices { distances[row].append(Double(found[row])) }
        }
        self.init(distances: distances, offsets: offsets)
    }

    static func offsets(reach: Double, step: Double) -> [Double] {
        let count = max(Int((reach / step + 1e-6).rounded(.down)), 1)
        return (-count...count).map { Double($0) * step }
    }
}
