/// The room of one plot on a canvas: where its data goes, and the title, axes, ticks and grid around it.
package struct PlotFrame {
    /// One axis as a frame needs it: its words, its span, and where the ticks are.
    package struct Side {
        package var axis: Axis
        package var range: AxisRange
        /// Fixed ticks, such as the names of categories; round numbers when nil.
        package var ticks: Ticks?
        package var wholeOnly = false
        package var hasGrid = true

        package init(
            _ axis: Axis, _ range: AxisRange, ticks: Ticks? = nil, wholeOnly: Bool = false, hasGrid: Bool = true
        ) {
            self.axis = axis
            self.range = range
            self.ticks = ticks
            self.wholeOnly = wholeOnly
            self.hasGrid = hasGrid
        }

        /// An axis of names at 0, 1, 2 …, each with one unit of room.
        package static func categories(_ names: [String], _ axis: Axis, hasGrid: Bool = false) -> Side {
            let range = AxisRange(scale: .linear, lower: -0.5, upper: Double(max(1, names.count)) - 0.5)
            return Side(axis, range, ticks: Ticks(values: names.indices.map(Double.init), labels: names), hasGrid: hasGrid)
        }
    }

    package let area: Rectangle
    /// The rectangle of the data.
    package let plot: Rectangle
    package let x: Side
    package let y: Side
    /// True when larger y stand lower, as the rows of a table do.
    package let isDownwards: Bool
    let xTicks: Ticks
    let yTicks: Ticks
    let xLabels: BottomLabels
    let title: TitleBlock
    let yLabelX: Double
    /// Titles stand above the data's left edge, but no further in than this.
    static let titleIndent = 48.0

    /// - Parameters:
    ///   - rightRoom: kept free right of the data, for a colour bar or a legend.
    ///   - aspect: width over height of the data's rectangle, when it must have one.
    package init(
        on canvas: Canvas, in area: Rectangle, title: String, subtitle: String, x: Side, y: Side,
        rightRoom: Double = 0, aspect: Double? = nil, isDownwards: Bool = false
    ) {
        self.area = area
        self.x = x
        self.y = y
        self.isDownwards = isDownwards
        let inner = area.inset(top: 10, left: 12, bottom: 10, right: 14)
        let titles = TitleBlock(title, subtitle, on: canvas, width: inner.width - Self.titleIndent)
        let hasXText = !x.axis.text.isEmpty
        let xText = hasXText ? Font.label.lineHeight + 2 : 0
        let roughHeight = inner.height - titles.height - xText - Font.tick.lineHeight
        yTicks = y.ticks ?? .along(y.range, about: max(2, Int(roughHeight / 48)), wholeOnly: y.wholeOnly)
        let longest = yTicks.labels.map { canvas.width(of: $0, .tick) }.max() ?? 0
        let yText = y.axis.text.isEmpty ? 0 : Font.label.lineHeight + 2
        let yTickRoom = min(longest, inner.width * 0.3) + 8
        var leftRoom = yText + yTickRoom
        var data = inner.inset(left: leftRoom, right: rightRoom)
        var ticks = x.ticks ?? Self.fitting(x, width: data.width, on: canvas)
        var labels = BottomLabels(ticks, side: x, width: data.width, room: inner.height * 0.4, on: canvas)
        // Slanted labels reach to the left of their ticks, and a fixed aspect may leave less width than the area has:
        // the second round knows both.
        let labelSpace = data.width
        leftRoom = max(leftRoom, min(labels.reach, inner.width * 0.3))
        data = inner.inset(top: titles.height, left: leftRoom, bottom: xText + labels.height + 6, right: rightRoom)
        let wished = aspect.map { min(data.width, data.height * $0) } ?? data.width
        if x.ticks != nil, wished < labelSpace {
            labels = BottomLabels(ticks, side: x, width: wished, room: inner.height * 0.4, on: canvas)
            data = inner.inset(top: titles.height, left: leftRoom, bottom: xText + labels.height + 6, right: rightRoom)
        }
        ticks.labels = labels.shown
        xTicks = ticks
        xLabels = labels
        // The last label may stand out over the right edge, and the top one over the upper.
        if rightRoom == 0 { data = data.inset(right: max(0, labels.overhang - 14)) }
        if titles.height == 0 { data = data.inset(top: 4) }
        if let aspect, data.width > 0, data.height > 0 {
            let width = min(data.width, data.height * aspect)
            data = Rectangle(x: data.x + (data.width - width) / 2, y: data.y, width: width, height: width / aspect)
        }
        plot = Rectangle(x: data.x, y: data.y, width: max(1, data.width), height: max(1, data.height))
        yLabelX = plot.x - yTickRoom - yText
        self.title = titles
    }

    package func x(_ value: Double) -> Double? { x.range.fraction(value).map { plot.x + $0 * plot.width } }

    package func y(_ value: Double) -> Double? {
        y.range.fraction(value).map { isDownwards ? plot.y + $0 * plot.height : plot.maxY - $0 * plot.height }
    }

    /// Where a pair of values stands, or nil when one of them has no place.
    package func place(_ x: Double, _ y: Double) -> Point? {
        guard let x = self.x(x), let y = self.y(y) else { return nil }
        // Far outside, Cairo's 24.8 fixed point would wrap around.
        let limit = 1e5
        return Point(x: min(limit, max(-limit, x)), y: min(limit, max(-limit, y)))
    }

    /// As many round ticks as fit without touching.
    private static func fitting(_ side: Side, width: Double, on canvas: Canvas) -> Ticks {
        var count = max(3, Int(width / 80))
        while true {
            let ticks = Ticks.along(side.range, about: count, wholeOnly: side.wholeOnly)
            let widest = ticks.labels.map { canvas.width(of: $0, .tick) }.max() ?? 0
            let gap =
                zip(ticks.values, ticks.values.dropFirst())
                .compactMap { low, high in side.range.fraction(high).flatMap { h in side.range.fraction(low).map { h - $0 } } }
                .min() ?? 1
            if widest + 14 <= gap * width || count <= 2 { return ticks }
            count -= 1
        }
    }
}
