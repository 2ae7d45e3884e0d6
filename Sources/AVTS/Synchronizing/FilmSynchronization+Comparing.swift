import Datasets
import Foundation
import Tensors
import Work

extension FilmSynchronization {
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
        let listener = Embedder(network: network, videos: sounds, geometry: geometry)
        var distances: [[Double]] = []
        // Neighbouring clips are compared with much the same sounds: those of a few at a time are embedded once each.
        for first in stride(from: 0, to: chosen.count, by: 32) {
            let some = Array(chosen[first..<min(first + 32, chosen.count)])
            let seen = try embedder.clips(some.map { ClipPlace(video: 0, start: $0) }, poll: poll)
            let around = some.map { start in offsets.indices.map { soundStart(start) + $0 - offsets.count / 2 } }
            let wanted = Set(around.joined()).sorted()
            let heard = try listener.sounds(wanted.map { ClipPlace(video: 0, start: $0) }, poll: poll)
            let rank = Dictionary(uniqueKeysWithValues: wanted.enumerated().map { ($1, $0) })
            for (row, places) in around.enumerated() {
                let picture = seen.gathered(rows: [Int](repeating: row, count: places.count))
                let sound = heard.gathered(rows: places.map { rank[$0] ?? 0 })
                distances.append(PairLoss.distances(picture, sound).scalars.map(Double.init))
            }
        }
        self.init(
            distances: distances, offsets: offsets, times: chosen.map { part.start + pictures.grid.time($0) },
            clip: geometry.duration)
    }
}
