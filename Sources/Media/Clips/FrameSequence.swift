/// Frames at a constant rate: bytes, red green blue, row by row, frame by frame.
public struct FrameSequence: Sendable {
    public let width: Int
    public let height: Int
    /// How many frames.
    public let count: Int
    /// Frames a second.
    public let frameRate: Double
    /// Seconds of the first frame on the file's clock.
    public let start: Double
    /// count × height × width × 3 bytes, 0 … 255.
    public let rgb: [UInt8]

    public init(width: Int, height: Int, frameRate: Double, start: Double = 0, rgb: [UInt8]) {
        let bytes = width * height * 3
        precondition(
            bytes > 0 && rgb.count % bytes == 0,
            "FrameSequence: found \(rgb.count) bytes, expected a multiple of \(height)×\(width)×3")
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.start = start
        self.rgb = rgb
        count = rgb.count / bytes
    }

    /// The bytes of frame `index` (0 … count−1): height × width × 3.
    public func frame(_ index: Int) -> ArraySlice<UInt8> {
        precondition((0..<count).contains(index), "FrameSequence: found frame \(index), expected 0…\(count - 1)")
        let bytes = width * height * 3
        return rgb[index * bytes..<(index + 1) * bytes]
    }
}
