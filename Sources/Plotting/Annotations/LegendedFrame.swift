/// Draws a frame, its data and its legend, the legend where it hides least.
enum LegendedFrame {
    /// - Parameters:
    ///   - tolerance: the share of the marks that a legend inside the plot may hide.
    ///   - data: for a frame, points of what will be drawn (for the legend's place) and the drawing itself.
    static func draw(
        on canvas: Canvas, in area: Rectangle, title: String, subtitle: String, x: PlotFrame.Side, y: PlotFrame.Side,
        legend placement: LegendPlacement, entries: [Legend.Entry], references: [ReferenceLine] = [],
        tolerance: Double = 0.03, data: (PlotFrame) -> (marks: [Point], draw: () -> Void)
    ) {
        func frame(_ room: Double) -> PlotFrame {
            PlotFrame(on: canvas, in: area, title: title, subtitle: subtitle, x: x, y: y, rightRoom: room)
        }
        let legend = Legend(entries: entries)
        let isShown = placement != .hidden && !entries.isEmpty
        var plain = frame(0)
        var content = data(plain)
        var box: Rectangle?
        if isShown, placement == .automatic,
            let place = legend.quietestPlace(in: plain.plot, marks: content.marks, on: canvas), place.hidden <= tolerance
        {
            box = place.box
        } else if isShown {
            let size = legend.size(on: canvas, limit: area.width * 0.4)
            plain = frame(size.width + 8)
            content = data(plain)
            box = Rectangle(x: plain.plot.maxX + 10, y: plain.plot.y, width: size.width, height: size.height)
        }
        plain.drawGrid(on: canvas)
        canvas.clipped(to: plain.plot) {
            content.draw()
            for line in references { line.drawLabel(on: canvas, plain, avoiding: content.marks, legend: box) }
        }
        plain.drawAxes(on: canvas)
        if let box { legend.draw(on: canvas, in: box) }
    }
}
