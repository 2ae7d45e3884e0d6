import Work

/// The part of the decoded picture a clip shows: for random crops and mirror images in training.
public struct ClipView: Hashable, Sendable {
    /// Left edge of the part, pixels of the decoded frame.
    public var x: Int
    /// Top edge of the part, pixels of the decoded frame.
    public var y: Int
    /// Side of the part where it is a square that is scaled to the size asked for, pixels of the decoded frame; nil for a part of just that size.
    public var side: Int?
    /// Exchanges left and right.
    public var isMirrored: Bool

    /// A part of the picture, whose size is the format's, or a square that is scaled to it.
    ///
    /// - Parameters:
    ///   - x: left edge, pixels.
    ///   - y: top edge, pixels.
    ///   - side: of a square that is scaled (bilinear), pixels; nil for a part of the size asked for.
    ///   - isMirrored: exchanges left and right.
    public init(x: Int = 0, y: Int = 0, side: Int? = nil, isMirrored: Bool = false) {
        self.x = x
        self.y = y
        self.side = side
        self.isMirrored = isMirrored
    }

    /// Refuses a part that reaches beyond a picture.
    func hold(width: Int, height: Int, in picture: DecodedFormat.Picture) {
        let (across, down) = (side ?? width, side ?? height)
        require(
            across >= 1 && down >= 1 && across <= picture.width && down <= picture.height
                && (0...picture.width - across).contains(x) && (0...picture.height - down).contains(y),
            "clips: \(across)×\(down) at (\(x), \(y)) is not inside \(picture.width)×\(picture.height)")
    }
}
