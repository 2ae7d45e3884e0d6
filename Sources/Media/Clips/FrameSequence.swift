import Work

/// Frames, at a constant rate or each at its own time: bytes, red green blue, row by row, frame by frame.
public struct FrameSequence: Sendable {
    /// Pixels of a frame, across.
    public let width: Int
    /// Pixels of a frame, downwards.
    public let height: Int
    /// How many frames.
    public let count: Int
    /// Frames a second; on average where they come at times of their own.
    public let frameRate: Double
    /// Seconds of the first frame on the file's clock.
    public let start: Double
    /// count × height × width × 3 bytes, 0 … 255.
    public let rgb: [UInt8]

    /// The times of frames that come at no constant rate.
    private let ownTimes: [Double]?

    /// Seconds of each frame on the file's clock.
    public var times: [Double] { ownTimes ?? (0..<count).map { start + Double($0) / frameRate } }

    /// Frames at a constant rate; `rgb` holds count × height × width × 3 bytes.
    public init(width: Int, height: Int, frameRate: Double, start: Double = 0, rgb: [UInt8]) {
        self.init(width, height, frameRate, start, nil, rgb)
    }

    /// Frames at times of their own, in seconds, ascending.
    public init(width: Int, height: Int, frameRate: Double, times: [Double], rgb: [UInt8]) {
        Self.check(width, height)
        Failing.unless(
            rgb.count == times.count * width * height * 3,
            "FrameSequence: found \(times.count) times for \(rgb.count) bytes, expected one for each \(height)×\(width)×3")
        self.init(width, height, frameRate, times.first ?? 0, times, rgb)
    }

    private init(_ width: Int, _ height: Int, _ frameRate: Double, _ start: Double, _ times: [Double]?, _ rgb: [UInt8]) {
        Self.check(width, height)
        ownTimes = times
        let bytes = width * height * 3
        Failing.unless(
            bytes > 0 && rgb.count % bytes == 0,
            "FrameSequence: found \(rgb.count) bytes, expected a multiple of \(height)×\(width)×3")
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.start = start
        self.rgb = rgb
        count = rgb.count / bytes
    }

    private static func check(_ width: Int, _ height: Int) {
        Failing.unless(
            (1...1 << 20).contains(width) && (1...1 << 20).contains(height),
            "FrameSequence: found frames of \(width)×\(height), expected 1…\(1 << 20) pixels a side")
    }

    /// The bytes of frame `index` (0 … count−1): height × width × 3.
    public func frame(_ index: Int) -> ArraySlice<UInt8> {
        Failing.unless((0..<count).contains(index), "FrameSequence: found frame \(index), expected 0…\(count - 1)")
        let bytes = width * height * 3
        return rgb[index * bytes..<(index + 1) * bytes]
    }
}
