/// A place on a canvas, in canvas units (one unit is one pixel at scale 1), x to the right and y downwards.
public struct Point: Hashable, Sendable {
    /// To the right.
    public var x: Double
    /// Downwards.
    public var y: Double

    /// A place, in canvas units.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// An upright rectangle of a canvas, in canvas units.
public struct Rectangle: Hashable, Sendable {
    /// Left edge.
    public var x: Double
    /// Upper edge.
    public var y: Double
    /// Extent to the right, 0 or more.
    public var width: Double
    /// Extent downwards, 0 or more.
    public var height: Double

    /// A rectangle by its upper left corner and its extent, in canvas units.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var maxX: Double { x + width }
    package var maxY: Double { y + height }
    package var centre: Point { Point(x: x + width / 2, y: y + height / 2) }

    /// The same rectangle with each side moved inwards; sizes stop at zero.
    package func inset(top: Double = 0, left: Double = 0, bottom: Double = 0, right: Double = 0) -> Rectangle {
        Rectangle(
            x: x + left, y: y + top, width: max(0, width - left - right), height: max(0, height - top - bottom))
    }

    package func inset(by margin: Double) -> Rectangle {
        inset(top: margin, left: margin, bottom: margin, right: margin)
    }

    package func intersects(_ other: Rectangle) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }

    package func contains(_ point: Point) -> Bool {
        point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
    }
}
