import Foundation

/// The labels under a plot: on one line, broken over a few, or slanted when even single words are too long.
struct BottomLabels {
    enum Layout {
        case lines([[String]])
        case slanted([String])
    }

    let layout: Layout
    /// The labels, with "" for those that found no room.
    let shown: [String]
    let height: Double
    /// How far the last label may reach over the right edge.
    let overhang: Double
    /// How far slanted labels reach to the left of the plot.
    let reach: Double

    static let slant = -35 * Double.pi / 180

    init(_ ticks: Ticks, side: PlotFrame.Side, width: Double, room: Double, on canvas: Canvas) {
        let labels = ticks.labels
        let widths = labels.map { canvas.width(of: $0, .tick) }
        guard side.ticks != nil, !labels.isEmpty else {
            layout = .lines(labels.map { [$0] })
            shown = labels
            height = Font.tick.lineHeight
            let last = ticks.values.last.flatMap { side.range.fraction($0) } ?? 0
            overhang = (widths.last ?? 0) / 2 - (1 - last) * width
            reach = 0
            return
        }
        // Categories: each has the same slot.
        let slot = max(1, width) / Double(labels.count)
        let words = labels.flatMap { $0.split(separator: " ") }.map { canvas.width(of: String($0), .tick) }.max() ?? 0
        if (widths.max() ?? 0) <= slot - 8 || (words <= slot - 8 && slot > 40) {
            let lines = labels.map { canvas.wrapped($0, .tick, width: slot - 8, lines: 3) }
            layout = .lines(lines)
            shown = labels
            height = Double(max(1, lines.map(\.count).max() ?? 1)) * Font.tick.lineHeight
            overhang = 0
            reach = 0
            return
        }
        let short = labels.map { canvas.shortened($0, .tick, width: min(150, room)) }
        let every = max(1, Int((Font.tick.lineHeight * 1.1 / slot).rounded(.up)))
        shown = short.enumerated().map { $0 % every == 0 ? $1 : "" }
        layout = .slanted(shown)
        let longest = short.map { canvas.width(of: $0, .tick) }.max() ?? 0
        height = longest * sin(-Self.slant) + Font.tick.lineHeight
        overhang = 0
        let starts = shown.enumerated().map { index, label in
            canvas.width(of: label, .tick) * cos(Self.slant) - (Double(index) + 0.5) * slot
        }
        reach = max(0, starts.max() ?? 0)
    }

    /// Writes the label of tick `index`, hanging from a point on the axis.
    func write(_ index: Int, at point: Point, on canvas: Canvas) {
        switch layout {
        case .lines(let lines):
            for (row, line) in lines[index].enumerated() {
                let y = point.y + 7 + Double(row) * Font.tick.lineHeight
                canvas.write(line, at: Point(x: point.x, y: y), .tick, .ink, .centre, .top)
            }
        case .slanted(let labels):
            canvas.write(
                labels[index], at: Point(x: point.x + 3, y: point.y + 8), .tick, .ink, .trailing, .top,
                angle: Self.slant)
        }
    }
}
