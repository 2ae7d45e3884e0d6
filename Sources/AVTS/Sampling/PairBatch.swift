import Datasets

/// A batch of pairs: distinct pictures and sounds, and which of them stand together.
///
/// A clip that stands in a positive and in a negative pair is embedded once.
public struct PairBatch: Sendable {
    /// Windows of frames, embedded once each.
    public var clips: [ClipPlace] = []
    /// Windows of sound, embedded once each.
    public var sounds: [ClipPlace] = []
    /// Index into `clips`, by pair.
    public var clipOfPair: [Int] = []
    /// Index into `sounds`, by pair.
    public var soundOfPair: [Int] = []
    /// Whether the pair is in sync, by pair.
    public var inSync: [Bool] = []
    /// The kind of a negative pair; nil for a positive one.
    public var kinds: [Negative?] = []

    /// Pairs in the batch.
    public var count: Int { inSync.count }

    /// The video of each pair's clip, by pair.
    func about(_ videos: DecodedVideos) -> [String] { clipOfPair.map { videos.set.items[clips[$0].video].id } }

    /// The pairs of every `parts`-th share of the clips, with these clips and the sounds that they stand with: micro-batch `part` of a step.
    package func part(_ part: Int, of parts: Int) -> PairBatch {
        guard parts > 1 else { return self }
        let own = clips(ofPart: part, of: parts)
        var result = PairBatch(clips: Array(clips[own]))
        var places: [Int: Int] = [:]
        for pair in 0..<count where own.contains(clipOfPair[pair]) {
            let sound = soundOfPair[pair]
            if places[sound] == nil {
                places[sound] = result.sounds.count
                result.sounds.append(sounds[sound])
            }
            result.add(clip: clipOfPair[pair] - own.lowerBound, sound: places[sound]!, kind: kinds[pair])
        }
        return result
    }

    /// Which clips are those of a part.
    func clips(ofPart part: Int, of parts: Int) -> Range<Int> {
        (part * clips.count / parts)..<((part + 1) * clips.count / parts)
    }

    mutating func add(clip: Int, sound: Int, kind: Negative?) {
        clipOfPair.append(clip)
        soundOfPair.append(sound)
        inSync.append(kind == nil)
        kinds.append(kind)
    }
}
