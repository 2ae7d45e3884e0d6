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
