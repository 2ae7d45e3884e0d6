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
