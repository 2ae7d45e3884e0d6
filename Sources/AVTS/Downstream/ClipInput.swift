import Datasets
import Tensors
import Work

/// What a classifier looks at: so many frames, so many rows of the filter bank, or both, from one start.
public struct ClipInput: Sendable, Equatable, Codable {
    /// Frames of a clip; nil for sound alone.
    public var frames: Int?
    /// Rows of a clip; nil for picture alone.
    public var rows: Int?
    /// Side of the middle of the frame that is seen (pixels); nil for the whole frame.
    public var crop: Int?

    /// What a classifier is given of a clip.
    ///
    /// - Parameters:
    ///   - frames: of the picture; nil for sound alone.
    ///   - rows: of the filter bank; nil for picture alone. Both nil is a broken rule.
    ///   - crop: side of the middle of the frame that is seen (pixels); nil for the whole frame.
    public init(frames: Int? = nil, rows: Int? = nil, crop: Int? = nil) {
        Failing.unless(frames != nil || rows != nil, "a clip has frames, rows, or both")
        self.frames = frames
        self.rows = rows
        self.crop = crop
    }

    /// Seconds of a clip in a format.
    public func duration(_ format: DecodedFormat) -> Double {
        let seen = frames.map { Double($0) / Double(format.picture?.frameRate ?? 1) } ?? 0
        let heard = rows.map { format.sound?.seconds(of: $0) ?? 0 } ?? 0
        return max(seen, heard)
    }

    /// The clips at places; their pictures by views, and in colours, one a clip, where there are any.
    func read(
        _ videos: DecodedVideos, _ places: [ClipPlace], views: [ClipView]? = nil, colours: [ColourAdjustment]? = nil
    ) throws(DatasetError) -> ClipBatch {
        let clips = try frames.map { frames throws(DatasetError) in
            try videos.clips(at: places, frames: frames, crop: crop, views: views, colours: colours)
        }
        let sounds = try rows.map { rows throws(DatasetError) in try videos.spectrograms(at: places, rows: rows) }
        return ClipBatch(clips: clips, sounds: sounds)
    }
}

/// Clips as a classifier receives them.
public struct ClipBatch: Sendable {
    /// `[N, T, H, W, 3]`, z-normalised; nil for sound alone.
    public let clips: Tensor?
    /// `[N, rows, bands, 1]`, z-normalised; nil for picture alone.
    public let sounds: Tensor?
}
