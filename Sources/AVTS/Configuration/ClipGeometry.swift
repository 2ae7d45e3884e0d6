import Datasets

/// What one training example is: a clip of frames and the sound of the same length.
///
/// The paper: 25 frames of 224×224 in about one second, and about 100×40 of log filter bank (99×40 here) (Korbar et al. 2018, §3).
public struct ClipGeometry: Sendable, Hashable, Codable {
    /// Frames in a clip (T).
    public var frames: Int
    /// How videos are decoded: frame rate, size, sample rate, filter bank.
    public var format: DecodedFormat
    /// Least spacing of the grid on which *every* start time lies, positive or negative (s).
    public var grid: Double

    /// The paper's clip unless told otherwise: 25 frames of 224 × 224 pixels in one second, starts on a grid of 0.04 s.
    ///
    /// - Parameters:
    ///   - frames: of a clip, at the format's frame rate.
    ///   - format: how videos are decoded.
    ///   - grid: least spacing of start times (s).
    public init(frames: Int = 25, format: DecodedFormat = DecodedFormat(frameRate: 25, side: 224), grid: Double = 0.04) {
        self.frames = frames
        self.format = format
        self.grid = grid
    }

    /// Length of a clip (s).
    public var duration: Double { Double(frames) / Double(format.picture?.frameRate ?? 1) }

    /// Rows of the filter bank in a clip: those whose windows lie within it, so that it holds no sound of before or after.
    public var rows: Int { format.sound?.rows(in: duration) ?? 0 }

    /// The grid of start times.
    public func startGrid() throws -> StartGrid { try StartGrid(format, atLeast: grid) }
}
