import Datasets
import Media
import Work

/// A picture and a sound that are in sync or are not, to be seen and heard: at several offsets, so that one's own ear may judge.
public struct AudioVisualPair: Sendable {
    /// The picture, and the sound that stands with it.
    public let clip: Clip
    /// How far the sound is from the picture; nil for a positive pair.
    public let kind: Negative?
    /// Seconds by which the sound is made later, ascending; 0 among them.
    public let offsets: [Double]

    /// A picture and its sound.
    ///
    /// - Parameters:
    ///   - clip: with a sound.
    ///   - kind: how far the sound is from the picture; nil for a positive pair.
    ///   - offsets: seconds by which the sound is made later, 5 at most, each at most a minute to either side; as it is comes by itself.
    public init(_ clip: Clip, kind: Negative? = nil, offsets: [Double] = [-0.4, 0.4]) {
        Failing.unless(clip.sound != nil, "AudioVisualPair: found a clip without sound, expected one with both")
        Failing.unless(
            offsets.count <= 5 && offsets.allSatisfy { abs($0) <= 60 },
            "AudioVisualPair: found the offsets \(offsets), expected at most 5 of at most 60 s")
        self.clip = clip
        self.kind = kind
        self.offsets = Set(offsets + [0]).sorted()
    }
}

extension PairBatch {
    /// A pair of the batch as it was filmed, from the files of the videos.
    ///
    /// ```swift {.noeval reason="needs videos and a sampler"}
    /// try sampler.testPairs(.hard, pairs: 8, using: &random).pair(1, in: data.test, duration: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - index: of the pair, from 0.
    ///   - videos: those that the batch was drawn from.
    ///   - duration: of a clip (s), such as ``ClipGeometry/duration``.
    /// - Throws: `MediaError` for files that cannot be read.
    public func pair(_ index: Int, in videos: DecodedVideos, duration: Double) throws(MediaError) -> AudioVisualPair {
        Failing.unless(
            inSync.indices.contains(index) && duration > 0 && duration <= 60,
            "pair: found pair \(index) of \(count) and \(duration) s, expected 0..<\(count) and at most 60 s")
        let (seen, heard) = (clips[clipOfPair[index]], sounds[soundOfPair[index]])
        Failing.unless(
            [seen, heard].allSatisfy { $0.video >= 0 && $0.video < videos.count && $0.start >= 0 },
            "pair: found videos \(seen.video) and \(heard.video), expected 0..<\(videos.count): is the batch of these videos?")
        func moment(_ place: ClipPlace) -> Double { videos.grid.time(place.start) }
        let picture = try videos.set.items[seen.video].clip(from: moment(seen), duration: duration, margin: 0.5)
        if seen == heard { return AudioVisualPair(picture, kind: kinds[index]) }
        // With its own surroundings, so that it is whole when it is shifted.
        let item = videos.set.items[heard.video]
        let sound = try item.sound(from: moment(heard), duration: duration, margin: 0.5)
        let delay = sound.start - item.start - moment(heard)
        return AudioVisualPair(Clip(frames: picture.frames, sound: sound, delay: delay), kind: kinds[index])
    }
}
