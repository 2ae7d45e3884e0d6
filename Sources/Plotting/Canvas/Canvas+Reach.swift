import CCairo

/// What Cairo can draw: its coordinates are fixed-point numbers, and some of its loops count what a number tells them to.
extension Canvas {
    /// Far outside of every sheet, and far inside of Cairo's 2²³ pixels.
    private static let farthest = 2_000_000.0
    /// In units: dashes that nobody sees would be drawn by the million.
    static let shortestDash = 0.25

    /// A length or coordinate that Cairo can take; 0 for what is no number.
    func reach(_ value: Double) -> Double {
        let most = Self.farthest / max(scale, 1)
        return value.isNaN ? 0 : min(max(value, -most), most)
    }

    /// The points that are somewhere.
    func reach(_ points: [Point]) -> [Point] {
        // In a drawing every digit is a byte: an eighth of a unit is finer than anyone sees.
        func place(_ value: Double) -> Double { drawing == nil ? reach(value) : (reach(value) * 8).rounded() / 8 }
        return points.compactMap { $0.x.isNaN || $0.y.isNaN ? nil : Point(x: place($0.x), y: place($0.y)) }
    }

    /// Begins a path with a rectangle.
    func outline(_ rectangle: Rectangle) {
        let left = reach(rectangle.x), top = reach(rectangle.y)
        let right = reach(rectangle.maxX), bottom = reach(rectangle.maxY)
        // As it was given where it can be: a sum and a difference of the same number may move an edge.
        let isWhole = left == rectangle.x && right == rectangle.maxX && top == rectangle.y && bottom == rectangle.maxY
        cairo_rectangle(context, left, top, isWhole ? rectangle.width : right - left, isWhole ? rectangle.height : bottom - top)
    }
}
