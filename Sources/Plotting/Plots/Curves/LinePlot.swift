/// Curves over a common x axis: losses, accuracies, distances against an offset.
///
/// ```swift
/// let plot = LinePlot(
///     [.init("train", y: trainLoss, smoothing: 0.9), .init("test", x: steps, y: testLoss, marker: .circle)],
///     title: "Contrastive loss", x: "step", y: Axis("loss", scale: .logarithmic),
///     references: [.horizontal(0.5, "chance")])
/// try plot.png(metadata: ["Source": "curriculum.avtsnb#train"])
/// ```
public struct LinePlot: Figure, Hashable {
    /// The curves, drawn in this order.
    public var series: [Series]
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// The axis to the right.
    public var x: Axis
    /// The axis upwards.
    public var y: Axis
    /// Lines across, such as chance or a threshold.
    public var references: [ReferenceLine]
    /// Where the legend stands.
    public var legend: LegendPlacement

    /// Curves over one axis.
    ///
    /// - Parameters:
    ///   - series: the curves.
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - x: the axis to the right.
    ///   - y: the axis upwards.
    ///   - references: lines across.
    ///   - legend: where it stands.
    public init(
        _ series: [Series], title: String = "", subtitle: String = "", x: Axis = "", y: Axis = "",
        references: [ReferenceLine] = [], legend: LegendPlacement = .automatic
    ) {
        self.series = series
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.references = references
        self.legend = legend
    }

    /// One curve; x counts 0, 1, 2 … when not given.
    public init(
        x values: [Double]? = nil, y: [Double], title: String = "", xAxis: Axis = "", yAxis: Axis = "",
        smoothing: Double = 0, marker: Marker? = nil
    ) {
        self.init(
            [Series("", x: values, y: y, smoothing: smoothing, marker: marker)], title: title, x: xAxis, y: yAxis)
    }

    /// A curve and how it is drawn.
    public struct Series: Hashable, Sendable {
        /// Shown in the legend; "" keeps it out.
        public var name: String
        /// As many as `y`, in any order; a point follows the one before it.
        public var x: [Double]
        /// Values that are not finite make gaps.
        public var y: [Double]
        /// A shaded area around the curve.
        public var band: Band?
        /// Weight 0..<1 of the moving average that is drawn over the faint raw line; 0 draws the raw line alone.
        public var smoothing: Double
        /// Drawn at each point; none when nil.
        public var marker: Marker?
        /// How the line is drawn; the next of the palette when nil.
        public var style: LineStyle?
        /// The curve's colour; the next of the palette when nil.
        public var colour: Colour?

        /// - Parameter x: as many as `y`; 0, 1, 2 … when nil.
        public init(
            _ name: String = "", x: [Double]? = nil, y: [Double], band: Band? = nil, smoothing: Double = 0,
            marker: Marker? = nil, style: LineStyle? = nil, colour: Colour? = nil
        ) {
            self.name = name
            self.x = x ?? y.indices.map(Double.init)
            self.y = y
            self.band = band
            self.smoothing = smoothing
            self.marker = marker
            self.style = style
            self.colour = colour
        }
    }

    /// The lower and upper edge of a shaded area, as many values as the curve has.
    public struct Band: Hashable, Sendable {
        /// The lower edge, one value a point.
        public var lower: [Double]
        /// The upper edge, one value a point.
        public var upper: [Double]

        /// From least to greatest, such as over seeds.
        public init(lower: [Double], upper: [Double]) {
            self.lower = lower
            self.upper = upper
        }

        /// A deviation on both sides of the curve, such as one standard deviation.
        public init(_ y: [Double], deviation: [Double]) {
            lower = zip(y, deviation).map { $0 - $1 }
            upper = zip(y, deviation).map { $0 + $1 }
        }
    }

    public func validate() throws(PlotError) {
        for curve in series {
            for (what, count) in [
                ("x values of \"\(curve.name)\"", curve.x.count),
                ("lower band values of \"\(curve.name)\"", curve.band?.lower.count ?? curve.y.count),
                ("upper band values of \"\(curve.name)\"", curve.band?.upper.count ?? curve.y.count),
            ] where count != curve.y.count {
                throw .mismatched(figure: "LinePlot", what: what, found: count, expected: curve.y.count)
            }
        }
    }

    /// Columns series, x, y and, where there are any, lower, upper and smoothed.
    public func csv() -> String {
        let hasBand = series.contains { $0.band != nil }, hasSmoothing = series.contains { $0.smoothing > 0 }
        var header = ["series", x.text.isEmpty ? "x" : x.text, y.text.isEmpty ? "y" : y.text]
        if hasBand { header += ["lower", "upper"] }
        if hasSmoothing { header.append("smoothed") }
        var table = CSVTable(header)
        for curve in series {
            let smooth = smoothed(curve.y, weight: curve.smoothing)
            for index in 0..<min(curve.x.count, curve.y.count) {
                var row: [CSVTable.Field] = [.text(curve.name), .number(curve.x[index]), .number(curve.y[index])]
                if hasBand {
                    row.append(.number(curve.band.flatMap { index < $0.lower.count ? $0.lower[index] : nil }))
                    row.append(.number(curve.band.flatMap { index < $0.upper.count ? $0.upper[index] : nil }))
                }
                if hasSmoothing { row.append(.number(smooth[index])) }
                table.append(row)
            }
        }
        return table.text
    }
}
