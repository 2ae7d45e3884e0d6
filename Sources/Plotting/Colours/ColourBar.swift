/// The key of a colour map: a strip with ticks, right of its plot.
struct ColourBar {
    let axis: Axis
    let range: AxisRange
    let colours: ColourMap

    private static let gap = 14.0
    private static let strip = 14.0

    private func ticks(_ height: Double) -> Ticks { .along(range, about: max(2, Int(min(max(0, height / 48), 10_000)))) }

    /// The room the bar takes, from the plot's edge on.
    func width(on canvas: Canvas, height: Double) -> Double {
        let labels = ticks(height).labels.map { canvas.width(of: $0, .tick) }.max() ?? 0
        return Self.gap + Self.strip + 8 + labels + (axis.text.isEmpty ? 0 : Font.label.lineHeight + 4)
    }

    func draw(on canvas: Canvas, beside plot: Rectangle) {
        let bar = Rectangle(x: plot.maxX + Self.gap, y: plot.y, width: Self.strip, height: plot.height)
        let table = colours.table
        canvas.pixels(in: bar) { width, height, put in
            for row in 0..<height {
                let colour = table[255 - min(255, row * 256 / height)]
                for column in 0..<width { put(row, column, colour) }
            }
        }
        canvas.stroke(
            Rectangle(
                x: canvas.crisp(bar.x), y: canvas.crisp(bar.y), width: canvas.crisp(bar.maxX) - canvas.crisp(bar.x),
                height: canvas.crisp(bar.maxY) - canvas.crisp(bar.y)), .frame)
        let ticks = ticks(plot.height)
        var widest = 0.0
        for (value, label) in zip(ticks.values, ticks.labels) {
            guard let share = range.fraction(value) else { continue }
            let y = bar.maxY - share * bar.height
            canvas.line(
                from: Point(x: bar.maxX, y: canvas.crisp(y)), to: Point(x: bar.maxX + 4, y: canvas.crisp(y)), .frame)
            canvas.write(label, at: Point(x: bar.maxX + 7, y: y), .tick, .ink, .leading, .middle)
            widest = max(widest, canvas.width(of: label, .tick))
        }
        let text = axis.text + (ticks.offset.map { "  \($0)" } ?? "")
        canvas.write(
            canvas.shortened(text, .label, width: bar.height),
            at: Point(x: bar.maxX + 7 + widest + 6 + Font.label.capHeight, y: bar.centre.y), .label, .ink, .centre,
            .baseline, angle: -.pi / 2)
    }
}
