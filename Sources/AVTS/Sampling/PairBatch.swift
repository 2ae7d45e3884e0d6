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

    mutating func add(clip: Int, sound: Int, kind: Negative?) {
        clipOfPair.append(clip)
        soundOfPair.append(sound)
        inSync.append(kind == nil)
        kinds.append(kind)
    }
}
