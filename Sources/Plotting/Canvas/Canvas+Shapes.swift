import CCairo

/// How a line is drawn.
public enum LineStyle: String, Hashable, Sendable, CaseIterable {
    /// Without gaps.
    case solid
    /// Long strokes with gaps.
    case dashed
    /// Dots.
    case dotted

    func pattern(width: Double) -> [Double] {
        switch self {
        case .solid: []
        case .dashed: [4 * width, 2.5 * width]
        case .dotted: [width, 2 * width]
        }
    }
}

extension Canvas {
    /// Fills a rectangle; edges fall where they are told, between pixels or not.
    public func fill(_ rectangle: Rectangle, _ colour: Colour) {
        set(colour)
        outline(rectangle)
        cairo_fill(context)
    }

    /// Draws the outline of a rectangle.
    public func stroke(_ rectangle: Rectangle, _ colour: Colour, width: Double = 1) {
        set(colour)
        cairo_set_line_width(context, reach(width))
        cairo_set_dash(context, nil, 0, 0)
        outline(rectangle)
        cairo_stroke(context)
    }

    /// Draws a polyline with round joins; a single point becomes a dot of the line's width.
    public func stroke(_ points: [Point], _ colour: Colour, width: Double = 1, style: LineStyle = .solid) {
        let points = reach(points)
        guard let first = points.first else { return }
        set(colour)
        cairo_set_line_width(context, reach(width))
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, style == .solid ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        let pattern = points.count == 1 ? [] : style.pattern(width: max(reach(width), Self.shortestDash))
        cairo_set_dash(context, pattern, Int32(pattern.count), 0)
        cairo_move_to(context, first.x, first.y)
        if points.count == 1 { cairo_line_to(context, first.x, first.y) }
        for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_stroke(context)
    }

    /// Draws one crisp horizontal or vertical (or any) straight line.
    public func line(from start: Point, to end: Point, _ colour: Colour, width: Double = 1, style: LineStyle = .solid) {
        stroke([start, end], colour, width: width, style: style)
    }

    /// Fills the polygon through `points`.
    public func fill(_ points: [Point], _ colour: Colour) {
        let points = reach(points)
        guard let first = points.first else { return }
        set(colour)
        cairo_move_to(context, first.x, first.y)
        for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_close_path(context)
        cairo_fill(context)
    }

    /// Runs `body` with drawing restricted to a rectangle.
    public func clipped(to rectangle: Rectangle, _ body: () -> Void) {
        cairo_save(context)
        outline(rectangle)
        cairo_clip(context)
        body()
        cairo_restore(context)
    }

    /// Moves a coordinate to the middle of its pixel, where a one-pixel line is sharp.
    package func crisp(_ value: Double) -> Double { ((value * scale).rounded(.down) + 0.5) / scale }

    func set(_ colour: Colour) {
        // What a colour stands for stays on dark paper: a drawing tells it by this much from the ink that does not.
        let shift = drawing != nil && colour.isData ? 0.0004 : 0
        func part(_ value: Double) -> Double { value > 0.5 ? value - shift : value + shift }
        cairo_set_source_rgba(context, part(colour.red), part(colour.green), part(colour.blue), colour.alpha)
    }
}
