import CCairo

/// What a piece of text looks like: its size in canvas units and whether it is bold.
public struct Font: Hashable, Sendable {
    /// Size in canvas units.
    public var size: Double
    /// Whether it is bold.
    public var isBold: Bool

    /// A font of the figures' own family.
    ///
    /// - Parameters:
    ///   - size: in canvas units.
    ///   - isBold: whether it is bold.
    public init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// Fontconfig gives the nearest family where this one is missing.
    static let family = "DejaVu Sans"

    package static let title = Font(size: 15, isBold: true)
    package static let subtitle = Font(size: 12)
    package static let label = Font(size: 13)
    package static let tick = Font(size: 12)
    package static let small = Font(size: 11)

    /// Distance between the baselines of two lines.
    package var lineHeight: Double { size * 1.3 }
    /// Height of a digit; labels are centred by it, so that "0" and "g" stand on one line.
    package var capHeight: Double { size * 0.73 }
}

/// Which part of a text stands at its point.
public enum HorizontalAnchor: Sendable {
    /// The left end.
    case leading
    /// The middle.
    case centre
    /// The right end.
    case trailing
}
/// Which height of a text stands at its point.
public enum VerticalAnchor: Sendable {
    /// The upper edge.
    case top
    /// The middle of a digit.
    case middle
    /// The line that letters stand on.
    case baseline
}
