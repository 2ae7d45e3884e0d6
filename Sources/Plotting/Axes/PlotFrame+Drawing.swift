extension PlotFrame {
    /// The grid, beneath the data.
    package func drawGrid(on canvas: Canvas) {
        if x.hasGrid {
            for value in xTicks.minor { vertical(value, .grid.mixed(with: .white, 0.45), on: canvas) }
            for value in xTicks.values { vertical(value, .grid, on: canvas) }
        }
        if y.hasGrid {
            for value in yTicks.minor { horizontal(value, .grid.mixed(with: .white, 0.45), on: canvas) }
            for value in yTicks.values { horizontal(value, .grid, on: canvas) }
        }
    }

    /// Frame, ticks, labels and title, above the data.
    package func drawAxes(on canvas: Canvas) {
        let left = canvas.crisp(plot.x), right = canvas.crisp(plot.maxX)
        let top = canvas.crisp(plot.y), bottom = canvas.crisp(plot.maxY)
        canvas.stroke(Rectangle(x: left, y: top, width: right - left, height: bottom - top), .frame)
        for (index, value) in xTicks.values.enumerated() {
            guard let place = x(value) else { continue }
            let tick = canvas.crisp(place)
            if x.ticks == nil || !xTicks.labels[index].isEmpty {
                canvas.line(from: Point(x: tick, y: bottom), to: Point(x: tick, y: bottom + 4), .frame)
            }
            xLabels.write(index, at: Point(x: place, y: plot.maxY), on: canvas)
        }
        let widest = max(10, plot.x - yLabelX - 8)
        var lastLabel = Double.infinity
        for (value, label) in zip(yTicks.values, yTicks.labels) {
            guard let place = y(value) else { continue }
            let tick = canvas.crisp(place)
            canvas.line(from: Point(x: left - 4, y: tick), to: Point(x: left, y: tick), .frame)
            // Names in rows lower than a line of text would lie on each other.
            guard abs(lastLabel - place) >= Font.tick.size else { continue }
            lastLabel = place
            canvas.write(
                canvas.shortened(label, .tick, width: widest), at: Point(x: plot.x - 7, y: place), .tick, .ink,
                .trailing, .middle)
        }
        let xText = x.axis.text + (xTicks.offset.map { "  \($0)" } ?? "")
        canvas.write(
            canvas.shortened(xText, .label, width: area.width - 20),
            at: Point(x: plot.centre.x, y: plot.maxY + xLabels.height + 8), .label, .ink, .centre, .top)
        let yText = y.axis.text + (yTicks.offset.map { "  \($0)" } ?? "")
        canvas.write(
            canvas.shortened(yText, .label, width: max(plot.height, area.height * 0.7)),
            at: Point(x: yLabelX + Font.label.capHeight, y: plot.centre.y), .label, .ink, .centre, .baseline,
            angle: -.pi / 2)
        title.draw(on: canvas, at: Point(x: min(plot.x, area.x + 12 + Self.titleIndent), y: area.y + 10))
    }

    private func vertical(_ value: Double, _ colour: Colour, on canvas: Canvas) {
        guard let place = x(value) else { return }
        let x = canvas.crisp(place)
        canvas.line(from: Point(x: x, y: plot.y), to: Point(x: x, y: plot.maxY), colour)
    }

    private func horizontal(_ value: Double, _ colour: Colour, on canvas: Canvas) {
        guard let place = y(value) else { return }
        let y = canvas.crisp(place)
        canvas.line(from: Point(x: plot.x, y: y), to: Point(x: plot.maxX, y: y), colour)
    }

    /// An empty frame with its title that says why there is nothing to see.
    package static func drawEmpty(
        on canvas: Canvas, in area: Rectangle, title: String, subtitle: String = "", x: String = "", y: String = "",
        message: String = "no data"
    ) {
        let range = AxisRange(scale: .linear, lower: 0, upper: 1)
        let none = Ticks(values: [], labels: [])
        let frame = PlotFrame(
            on: canvas, in: area, title: title, subtitle: subtitle, x: Side(Axis(x), range, ticks: none),
            y: Side(Axis(y), range, ticks: none))
        frame.drawAxes(on: canvas)
        canvas.write(message, at: frame.plot.centre, .label, .faintInk, .centre, .middle)
    }
}
