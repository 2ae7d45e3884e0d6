/// How a stored picture is brought upright: mirrored, left with right, or not, and then turned by quarters.
///
/// ```swift
/// try ClipReader("telephone.mp4").info.video?.orientation   // upright, or turned 90° clockwise, …
/// ```
///
/// Source: the display matrix of ISO/IEC 14496-12 (track header), EXIF's `Orientation`, H.264's display orientation SEI.
public struct Orientation: Hashable, Sendable {
    /// Quarter turns clockwise, 0 … 3; they come after the mirror.
    public let quarterTurns: Int
    /// Whether left and right are exchanged first.
    public let isMirrored: Bool

    /// Any number of quarter turns clockwise; negative ones are counterclockwise.
    public init(quarterTurns: Int = 0, isMirrored: Bool = false) {
        self.quarterTurns = (quarterTurns % 4 + 4) % 4
        self.isMirrored = isMirrored
    }

    /// Stored as it is shown.
    public static let upright = Orientation()

    /// Whether width and height change places.
    public var swapsSides: Bool { quarterTurns % 2 == 1 }
}

extension Orientation: CustomStringConvertible {
    public var description: String {
        let turn = quarterTurns == 0 ? "" : "turned \(quarterTurns * 90)° clockwise"
        let parts = (isMirrored ? ["mirrored"] : []) + (turn.isEmpty ? [] : [turn])
        return parts.isEmpty ? "upright" : parts.joined(separator: ", ")
    }
}

extension Orientation {
    /// Steps through the shown picture that follow the stored one: where its first sample lies, what one sample to the
    /// right and one row down are.
    struct Walk {
        var start, column, row: (x: Int, y: Int)
    }

    /// The walk of a stored picture of `width` × `height`.
    func walk(width: Int, height: Int) -> Walk {
        let origin = place(0, 0, width, height)
        let right = place(1, 0, width, height)
        let below = place(0, 1, width, height)
        return Walk(
            start: origin, column: (right.x - origin.x, right.y - origin.y), row: (below.x - origin.x, below.y - origin.y))
    }

    /// Whether the stored left side is shown at the right, or at the bottom.
    var reversesWidth: Bool { (quarterTurns >= 2) != isMirrored }
    /// Whether the stored upper side is shown at the bottom, or at the right.
    var reversesHeight: Bool { quarterTurns == 1 || quarterTurns == 2 }

    /// Where the sample at (x, y) of a stored picture is shown.
    private func place(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> (x: Int, y: Int) {
        let x = isMirrored ? width - 1 - x : x
        return switch quarterTurns {
        case 0: (x, y)
        case 1: (height - 1 - y, x)
        case 2: (width - 1 - x, height - 1 - y)
        default: (y, width - 1 - x)
        }
    }
}
