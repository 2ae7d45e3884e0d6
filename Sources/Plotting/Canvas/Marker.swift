import CCairo

/// The mark of one point; shapes differ, so that series are told apart without colour.
public enum Marker: String, Hashable, Sendable, CaseIterable {
    /// A filled circle.
    case circle
    /// A filled square.
    case square
    /// A filled triangle that stands on a side.
    case triangle
    /// A filled square that stands on a corner.
    case diamond
    /// Two strokes that cross.
    case cross
}

extension Canvas {
    /// Draws a mark of about `size` units across, centred at a point.
    public func mark(_ marker: Marker, at point: Point, size: Double, _ colour: Colour) {
        guard let point = reach([point]).first, size > 0 else { return }
        let size = reach(size)
        let r = size / 2
        switch marker {
        case .circle:
            set(colour)
            cairo_new_path(context)
            cairo_arc(context, point.x, point.y, r, 0, 2 * .pi)
            cairo_fill(context)
        case .square:
            let s = r * 0.89  // equal areas look equally heavy
            fill(Rectangle(x: point.x - s, y: point.y - s, width: 2 * s, height: 2 * s), colour)
        case .triangle:
            fill(polygon(point, radius: r * 1.3, corners: 3), colour)
        case .diamond:
            fill(polygon(point, radius: r * 1.25, corners: 4), colour)
        case .cross:
            let s = r * 0.9
            for sign in [1.0, -1.0] {
                line(
                    from: Point(x: point.x - s, y: point.y - s * sign),
                    to: Point(x: point.x + s, y: point.y + s * sign), colour, width: max(1, size / 4))
            }
        }
    }

    private func polygon(_ centre: Point, radius: Double, corners: Int) -> [Point] {
        // The first corner points up; unit vectors for 3 and 4 corners are written out to stay free of Foundation.
        let half = 0.866_025_403_784_438_6
        let unit: [(Double, Double)] =
            corners == 3 ? [(0, -1), (half, 0.5), (-half, 0.5)] : [(0, -1), (1, 0), (0, 1), (-1, 0)]
        return unit.map { Point(x: centre.x + $0.0 * radius, y: centre.y + $0.1 * radius) }
    }
}
