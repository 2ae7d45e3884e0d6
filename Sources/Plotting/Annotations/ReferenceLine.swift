/// A thin line at one value across a plot, such as chance level or a threshold.
public struct ReferenceLine: Hashable, Sendable {
    /// Which way the line runs.
    public enum Direction: String, Hashable, Sendable {
        /// From left to right.
        case horizontal
        /// From bottom to top.
        case vertical
    }

    /// Which way it runs.
    public var direction: Direction
    /// A value of the y axis for horizontal lines, of the x axis for vertical ones.
    public var value: Double
    /// Written along the line's end.
    public var label: String
    /// The line's colour, and its label's.
    public var colour: Colour

    /// A line at one value of the y axis.
    ///
    /// - Parameters:
    ///   - value: in the axis' unit.
    ///   - label: written along its end.
    ///   - colour: of line and label.
    public static func horizontal(_ value: Double, _ label: String = "", colour: Colour = .faintInk) -> ReferenceLine {
        ReferenceLine(direction: .horizontal, value: value, label: label, colour: colour)
    }

    /// A line at one value of the x axis.
    ///
    /// - Parameters:
    ///   - value: in the axis' unit.
    ///   - label: written along its end.
    ///   - colour: of line and label.
    public static func vertical(_ value: Double, _ label: String = "", colour: Colour = .faintInk) -> ReferenceLine {
        ReferenceLine(direction: .vertical, value: value, label: label, colour: colour)
    }

    func draw(on canvas: Canvas, _ frame: PlotFrame) {
        let plot = frame.plot
        switch direction {
        case .horizontal:
            guard let place = frame.y(value), place >= plot.y - 1, place <= plot.maxY + 1 else { return }
            let y = canvas.crisp(place)
            canvas.line(
                from: Point(x: plot.x, y: y), to: Point(x: plot.maxX, y: y), colour, width: 1.25, style: .dashed)
        case .vertical:
            guard let place = frame.x(value), place >= plot.x - 1, place <= plot.maxX + 1 else { return }
            let x = canvas.crisp(place)
            canvas.line(
                from: Point(x: x, y: plot.y), to: Point(x: x, y: plot.maxY), colour, width: 1.25, style: .dashed)
        }
    }

    /// Writes the label beside the line, on a pale ground, at the end where it hides least.
    ///
    /// - Parameters:
    ///   - marks: points of what is drawn.
    ///   - legend: the room of the legend, which must stay free.
    func drawLabel(on canvas: Canvas, _ frame: PlotFrame, avoiding marks: [Point], legend: Rectangle?) {
        let plot = frame.plot
        let width = canvas.width(of: label, .small) + 4, height = 13.0
        guard !label.isEmpty, width < plot.width else { return }
        let corners: [Point]
        switch direction {
        case .horizontal:
            guard let y = frame.y(value), y >= plot.y - 1, y <= plot.maxY + 1 else { return }
            let xs = [plot.x + 4, plot.maxX - width - 4, plot.centre.x - width / 2]
            corners = [y - height - 2, y + 3].flatMap { y in xs.map { Point(x: $0, y: y) } }
        case .vertical:
            guard let x = frame.x(value), x >= plot.x - 1, x <= plot.maxX + 1 else { return }
            let ys = [plot.y + 4, plot.maxY - height - 4, plot.centre.y]
            corners = ys.flatMap { y in [x + 4, x - width - 4].map { Point(x: $0, y: y) } }
        }
        let boxes = corners.map { Rectangle(x: $0.x, y: $0.y, width: width, height: height) }
        func cost(_ box: Rectangle) -> Int {
            let isOutside = box.x < plot.x || box.maxX > plot.maxX || box.y < plot.y || box.maxY > plot.maxY
            let hitsLegend = legend.map { $0.intersects(box) } ?? false
            let halo = box.inset(by: -3)
            return marks.reduce(isOutside || hitsLegend ? 1_000_000 : 0) { $0 + (halo.contains($1) ? 1 : 0) }
        }
        let costs = boxes.map(cost)
        guard let least = costs.min(), let place = costs.firstIndex(of: least) else { return }
        let box = boxes[place]
        canvas.fill(box, .white.opacity(0.75))
        canvas.write(label, at: Point(x: box.x + 2, y: box.y + 2.5), .small, colour, .leading, .top)
    }
}
