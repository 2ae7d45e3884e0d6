import Datasets

/// What one training example is: a clip of frames and the sound of the same length.
///
/// The paper: 25 frames of 224×224 in about one second, and about 100×40 of log filter bank (99×40 here) (Korbar et al. 2018, §3).
public struct ClipGeometry: Sendable, Hashable, Codable {
    /// Frames in a clip (T).
    public var frames: Int
    /// How videos are decoded: frame rate, size, sample rate, filter bank.
    public var format: DecodedFormat
    /// Side of the square part of the decoded frame that networks see (pixels): the middle in tests, a random one in training
    /// (``Configuration/cropScales``); nil for the whole frame.
    public var crop: Int?
    /// Least spacing of the grid on which *every* start time lies, positive or negative (s).
    public var grid: Double

    /// A clip of so many frames.
    ///
    /// - Parameters:
    ///   - frames: of a clip, at the format's frame rate.
    ///   - format: how videos are decoded.
    ///   - crop: side of the part of a frame that networks see (pixels), at most the frame's; nil for the whole frame.
    ///   - grid: least spacing of start times (s).
    public init(frames: Int, format: DecodedFormat, crop: Int? = nil, grid: Double) {
        self.frames = frames
        self.format = format
        self.crop = crop
        self.grid = grid
    }

    /// The paper's clip: 25 frames of 224 × 224 pixels out of 256 × 256 in one second, starts on a grid of 0.04 s. Frames are decoded when they
    /// are shown, and not kept: 230,000 videos of ten seconds would take eleven terabytes.
    public init() {
        var format = DecodedFormat(frameRate: 25, side: 256)
        format.picture?.isKept = false
        self.init(frames: 25, format: format, crop: 224, grid: 0.04)
    }

    /// Length of a clip (s).
    public var duration: Double { Double(frames) / Double(format.picture?.frameRate ?? 1) }

    /// Rows of the filter bank in a clip: those whose windows lie within it, so that it holds no sound of before or after.
    public var rows: Int { format.sound?.rows(in: duration) ?? 0 }

    /// `[T, H, W, 3]`, of one clip as networks see it.
    var clipShape: [Int] { [frames, crop ?? format.picture?.height ?? 0, crop ?? format.picture?.width ?? 0, 3] }
    /// `[rows, bands, 1]`, of one sound.
    var soundShape: [Int] { [rows, format.sound?.bands ?? 0, 1] }

    /// The grid of start times.
    public func startGrid() throws -> StartGrid { try StartGrid(format, atLeast: grid) }
}
