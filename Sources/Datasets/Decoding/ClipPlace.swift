/// Where a clip is: a video of a set, and a start on the set's grid.
public struct ClipPlace: Hashable, Sendable {
    /// Index into ``DecodedVideos/set``.
    public var video: Int
    /// Number of the start, in steps of ``DecodedVideos/grid``.
    public var start: Int

    public init(video: Int, start: Int) {
        self.video = video
        self.start = start
    }
}

/// The part of the decoded picture a clip shows: for random crops and mirror images in training.
public struct ClipView: Hashable, Sendable {
    /// Left and top edge of the part, pixels of the decoded frame.
    public var x: Int
    public var y: Int
    /// Exchanges left and right.
    public var isMirrored: Bool

    public init(x: Int = 0, y: Int = 0, isMirrored: Bool = false) {
        self.x = x
        self.y = y
        self.isMirrored = isMirrored
    }
}
