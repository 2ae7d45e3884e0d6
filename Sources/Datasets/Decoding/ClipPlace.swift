/// Where a clip is: a video of a set, and a start on the set's grid.
public struct ClipPlace: Hashable, Sendable {
    /// Index into ``DecodedVideos/set``.
    public var video: Int
    /// Number of the start, in steps of ``DecodedVideos/grid``.
    public var start: Int

    /// A clip of a video, by two numbers.
    ///
    /// - Parameters:
    ///   - video: index into the set, from 0.
    ///   - start: number of the start on the grid, from 0.
    public init(video: Int, start: Int) {
        self.video = video
        self.start = start
    }
}

/// The part of the decoded picture a clip shows: for random crops and mirror images in training.
public struct ClipView: Hashable, Sendable {
    /// Left and top edge of the part, pixels of the decoded frame.
    public var x: Int
    /// Top edge of the part, pixels of the decoded frame.
    public var y: Int
    /// Exchanges left and right.
    public var isMirrored: Bool

    /// A part of the picture, whose size is the format's.
    ///
    /// - Parameters:
    ///   - x: left edge, pixels.
    ///   - y: top edge, pixels.
    ///   - isMirrored: exchanges left and right.
    public init(x: Int = 0, y: Int = 0, isMirrored: Bool = false) {
        self.x = x
        self.y = y
        self.isMirrored = isMirrored
    }
}
