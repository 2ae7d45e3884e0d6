/// Where the legend of a plot goes.
public enum LegendPlacement: String, Hashable, Sendable, CaseIterable {
    /// Inside, in the corner or at the edge where it hides least; beside the plot when it would hide data everywhere.
    case automatic
    /// Right of the plot.
    case outside
    /// No legend.
    case hidden
}

/// The names of a plot's series beside samples of their marks.
package struct Legend {
    package struct Entry {
        package enum Sample {
            case line(LineStyle, Marker?)
            case area
            case mark(Marker)
        }

        package var name: String
        package var colour: Colour
        package var sample: Sample
    }

    package var entries: [Entry]

    private static let sampleWidth = 24.0
    private static let rowHeight = 19.0
    private static let padding = 8.0

    func size(on canvas: Canvas, limit: Double) -> (width: Double, height: Double) {
        let text = entries.map { canvas.width(of: $0.name, .tick) }.max() ?? 0
        return (
            min(limit, text + Self.sampleWidth + 3 * Self.padding),
            Double(entries.count) * Self.rowHeight + 2 * Self.padding - 4
        )
    }

    func draw(on canvas: Canvas, in box: Rectangle) {
        canvas.fill(box, .white.opacity(0.88))
        let crisp = Rectangle(
            x: canvas.crisp(box.x), y: canvas.crisp(box.y), width: box.width.rounded(), height: box.height.rounded())
        canvas.stroke(crisp, .grid)
        let textWidth = box.width - Self.sampleWidth - 3 * Self.padding
        for (row, entry) in entries.enumerated() {
            let y = box.y + Self.padding - 2 + (Double(row) + 0.5) * Self.rowHeight
            let left = box.x + Self.padding
            draw(entry, on: canvas, left: left, y: y)
            canvas.write(
                canvas.shortened(entry.name, .tick, width: textWidth + 1),
                at: Point(x: left + Self.sampleWidth + Self.padding, y: y), .tick, .ink, .leading, .middle)
        }
    }

    private func draw(_ entry: Entry, on canvas: Canvas, left: Double, y: Double) {
        let middle = Point(x: left + Self.sampleWidth / 2, y: y)
        switch entry.sample {
        case .line(let style, let marker):
            let ends = (Point(x: left, y: y), Point(x: left + Self.sampleWidth, y: y))
            canvas.line(from: ends.0, to: ends.1, entry.colour, width: 2, style: style)
            if let marker { canvas.mark(marker, at: middle, size: 7, entry.colour) }
        case .area:
            canvas.fill(Rectangle(x: left + 4, y: y - 6, width: 16, height: 12), entry.colour)
        case .mark(let marker):
            canvas.mark(marker, at: middle, size: 8, entry.colour)
        }
    }

    /// The place inside `plot` where the legend covers the fewest of `marks`, and the share of them it covers.
    ///
    /// - Parameter marks: points of what is drawn, no more than some pixels apart along lines.
    func quietestPlace(in plot: Rectangle, marks: [Point], on canvas: Canvas) -> (box: Rectangle, hidden: Double)? {
        let (width, height) = size(on: canvas, limit: plot.width * 0.6)
        let gap = 8.0
        guard width + 2 * gap <= plot.width, height + 2 * gap <= plot.height else { return nil }
        let xs = [plot.maxX - gap - width, plot.x + gap, plot.centre.x - width / 2]
        let ys = [plot.y + gap, plot.maxY - gap - height, plot.centre.y - height / 2]
        // Upper right first: readers look there.
        let order = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (2, 1), (0, 2), (1, 2)]
        var best: (box: Rectangle, hidden: Double)?
        for (column, row) in order {
            let box = Rectangle(x: xs[column], y: ys[row], width: width, height: height)
            let halo = box.inset(by: -4)
            let covered = marks.reduce(0) { $0 + (halo.contains($1) ? 1 : 0) }
            let hidden = marks.isEmpty ? 0 : Double(covered) / Double(marks.count)
            if best == nil || hidden < best!.hidden { best = (box, hidden) }
        }
        return best
    }
}
