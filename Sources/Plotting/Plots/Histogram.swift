/// How often values fall into equally wide bins; several groups share the bins, drawn over each other.
///
/// ```swift
/// Histogram([.init("in sync", same), .init("out of sync", other)], x: "distance",
///     references: [.vertical(threshold, "threshold")])
/// ```
public struct Histogram: Figure, Hashable {
    /// The values, one colour a group.
    public var groups: [Group]
    /// The number of bins; by the rule of Freedman & Diaconis (1981), 5…100, when nil.
    public var bins: Int?
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// The axis of the values.
    public var x: Axis
    /// "count" or, when `isDensity`, "density".
    public var y: Axis
    /// True for areas of 1 each, which compare groups of different sizes.
    public var isDensity: Bool
    /// Lines across, such as a threshold.
    public var references: [ReferenceLine]
    /// Where the legend stands.
    public var legend: LegendPlacement

    /// How often values fall into each of equally wide bins.
    ///
    /// - Parameters:
    ///   - groups: the values.
    ///   - bins: their number; by the rule of Freedman & Diaconis when nil.
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - x: the axis of the values.
    ///   - y: the axis of the counts.
    ///   - isDensity: areas of 1 each.
    ///   - references: lines across.
    ///   - legend: where it stands.
    public init(
        _ groups: [Group], bins: Int? = nil, title: String = "", subtitle: String = "", x: Axis = "", y: Axis? = nil,
        isDensity: Bool = false, references: [ReferenceLine] = [], legend: LegendPlacement = .automatic
    ) {
        self.groups = groups
        self.bins = bins
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y ?? (isDensity ? "density" : "count")
        self.isDensity = isDensity
        self.references = references
        self.legend = legend
    }

    /// Values of one colour; those that are not finite are left out.
    public struct Group: Hashable, Sendable {
        /// Shown in the legend; "" keeps it out.
        public var name: String
        /// The values, in any order.
        public var values: [Double]
        /// Its bars' colour; the next of the palette when nil.
        public var colour: Colour?

        /// Values of one colour.
        ///
        /// - Parameters:
        ///   - name: shown in the legend.
        ///   - values: in any order.
        ///   - colour: the next of the palette when nil.
        public init(_ name: String = "", _ values: [Double], colour: Colour? = nil) {
            self.name = name
            self.values = values
            self.colour = colour
        }
    }

    /// The bins' edges (one more than bins) and the height of each bin for each group; nil without a finite value.
    package func binned() -> (edges: [Double], heights: [[Double]])? {
        let finite = groups.map { $0.values.filter(\.isFinite) }
        let all = finite.flatMap { $0 }.sorted()
        guard let low = all.first, let high = all.last else { return nil }
        let limits = x.limits ?? (low < high ? low...high : (low - 0.5)...(high + 0.5))
        let count = min(10_000, max(1, bins ?? Self.freedmanDiaconis(all)))
        let width = (limits.upperBound - limits.lowerBound) / Double(count)
        guard width > 0, width.isFinite else { return nil }
        let heights = finite.map { values in
            var counts = [Double](repeating: 0, count: count)
            for value in values where limits.contains(value) {
                counts[min(count - 1, Int((value - limits.lowerBound) / width))] += 1
            }
            let share = isDensity && !values.isEmpty ? 1 / (Double(values.count) * width) : 1
            return counts.map { $0 * share }
        }
        return ((0...count).map { limits.lowerBound + Double($0) * width }, heights)
    }

    /// Bin width 2 · IQR / ∛n.
    private static func freedmanDiaconis(_ sorted: [Double]) -> Int {
        let n = sorted.count
        guard n > 1, let low = sorted.first, let high = sorted.last, high > low else { return 1 }
        let range = sorted[n * 3 / 4] - sorted[n / 4]
        var root = 1.0
        while root * root * root < Double(n) { root += 1 }
        guard range > 0 else { return min(100, max(5, Int(root))) }
        let wished = (high - low) / (2 * range / root)
        return Int(min(100, max(5, wished.rounded(.up))))
    }

    /// Columns from, to, and one of heights for each group.
    public func csv() -> String {
        var table = CSVTable(["from", "to"] + groups.map { $0.name.isEmpty ? y.text : $0.name })
        guard let (edges, heights) = binned() else { return table.text }
        for bin in 0..<(edges.count - 1) {
            table.append([.number(edges[bin]), .number(edges[bin + 1])] + heights.map { .number($0[bin]) })
        }
        return table.text
    }

    public func draw(on canvas: Canvas, in area: Rectangle) {
        guard let (edges, heights) = binned(), let first = edges.first, let last = edges.last,
            let yRange = AxisRange.fitting(heights.flatMap { $0 } + [0], on: y, include: 0, margin: 0.06)
        else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, x: x.text, y: y.text)
            return
        }
        let seen = [first, last] + references.filter { $0.direction == .vertical }.map(\.value)
        let xRange = AxisRange.fitting(seen, on: x, margin: 0.02) ?? AxisRange(scale: .linear, lower: first, upper: last)
        LegendedFrame.draw(
            on: canvas, in: area, title: title, subtitle: subtitle, x: .init(x, xRange),
            y: .init(y, yRange, wholeOnly: !isDensity), legend: legend, entries: entries(), references: references
        ) { frame in
            let outlines = heights.map { Self.outline(edges, $0, frame) }
            return (
                Polyline.samples(outlines),
                {
                    for (index, outline) in outlines.enumerated() {
                        let colour = groups[index].colour ?? Palette.series(index)
                        canvas.fill(outline, colour.opacity(groups.count > 1 ? 0.35 : 0.75))
                        canvas.stroke(outline, colour, width: 1.5)
                    }
                    for line in references { line.draw(on: canvas, frame) }
                }
            )
        }
    }

    private static func outline(_ edges: [Double], _ heights: [Double], _ frame: PlotFrame) -> [Point] {
        var points: [Point?] = [frame.place(edges[0], 0)]
        for (bin, height) in heights.enumerated() {
            points.append(frame.place(edges[bin], height))
            points.append(frame.place(edges[bin + 1], height))
        }
        points.append(frame.place(edges[edges.count - 1], 0))
        return points.compactMap { $0 }
    }

    private func entries() -> [Legend.Entry] {
        guard groups.count > 1 else { return [] }
        return groups.enumerated().filter { !$1.name.isEmpty }.map { index, group in
            Legend.Entry(
                name: group.name, colour: (group.colour ?? Palette.series(index)).opacity(0.6), sample: .area)
        }
    }
}
