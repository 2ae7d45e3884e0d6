import Work

/// The size frames are delivered in, and what happens to a picture of another shape.
public struct FrameSize: Hashable, Sendable {
    /// How a picture of another aspect ratio is brought into the size.
    public enum Fit: String, Sendable, CaseIterable {
        /// Fill the size, cutting what sticks out on both sides equally.
        case crop
        /// Fill the size, changing the aspect ratio.
        case stretch
        /// Show the whole picture between black bars.
        case letterbox
    }

    /// Pixels.
    public var width: Int
    /// Pixels, downwards.
    public var height: Int
    /// What is done where the picture has another shape.
    public var fit: Fit

    /// `width` × `height` pixels, both above 0.
    public init(_ width: Int, _ height: Int, fit: Fit = .crop) {
        Failing.unless(width > 0 && height > 0, "FrameSize: found \(width)×\(height), expected both above 0")
        self.width = width
        self.height = height
        self.fit = fit
    }

    /// A square of `side` pixels.
    public init(square side: Int, fit: Fit = .crop) { self.init(side, side, fit: fit) }
}
