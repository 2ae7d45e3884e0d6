/// Points in the plane, in groups told apart by colour and shape.
public struct ScatterPlot: Figure, Hashable {
    /// The points, one colour and shape a group.
    public var groups: [Group]
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// The axis to the right.
    public var x: Axis
    /// The axis upwards.
    public var y: Axis
    /// Lines across.
    public var references: [ReferenceLine]
    /// Where the legend stands.
    public var legend: LegendPlacement

    /// Points in the plane.
    ///
    /// - Parameters:
    ///   - groups: the points.
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - x: the axis to the right.
    ///   - y: the axis upwards.
    ///   - references: lines across.
    ///   - legend: where it stands.
    public init(
        _ groups: [Group], title: String = "", subtitle: String = "", x: Axis = "", y: Axis = "",
        references: [ReferenceLine] = [], legend: LegendPlacement = .automatic
    ) {
        self.groups = groups
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.references = references
        self.legend = legend
    }

    /// Points of one colour.
    public struct Group: Hashable, Sendable {
        /// Shown in the legend; "" keeps it out.
        public var name: String
        /// To the right, one a point.
        public var x: [Double]
        /// As many as `x`; a point with a coordinate that is not finite is left out.
        public var y: [Double]
        /// The points' shape; the next of all shapes when nil.
        public var marker: Marker?
        /// Across, in canvas units; smaller the more points there are when nil.
        public var size: Double?
        /// The points' colour; the next of the palette when nil.
        public var colour: Colour?

        /// Points of one colour.
        ///
        /// - Parameters:
        ///   - name: shown in the legend.
        ///   - x: to the right.
        ///   - y: upwards, as many as `x`.
        ///   - marker: their shape; the next of all shapes when nil.
        ///   - size: across, in canvas units.
        ///   - colour: the next of the palette when nil.
        public init(
            _ name: String = "", x: [Double], y: [Double], marker: Marker? = nil, size: Double? = nil,
            colour: Colour? = nil
        ) {
            self.name = name
            self.x = x
            self.y = y
            self.marker = marker
            self.size = size
            self.colour = colour
        }
    }

    public func validate() throws(PlotError) {
        for group in groups where group.x.count != group.y.count {
            throw .mismatched(
                figure: "ScatterPlot", what: "x values of \"\(group.name)\"", found: group.x.count,
                expected: group.y.count)
        }
    }

    /// Columns group, x and y.
    public func csv() -> String {
        var table = CSVTable(["group", x.text.isEmpty ? "x" : x.text, y.text.isEmpty ? "y" : y.text])
        for group in groups {
            for (x, y) in zip(group.x, group.y) { table.append([.text(group.name), .number(x), .number(y)]) }
        }
        return table.text
    }

    public func draw(on canvas: Canvas, in area: Rectangle) {
        let all = groups.flatMap { Array(zip($0.x, $0.y)) }
            .filter { x.scale.forward($0.0) != nil && y.scale.forward($0.1) != nil }
        let xs = all.map(\.0) + references.filter { $0.direction == .vertical }.map(\.value)
        let ys = all.map(\.1) + references.filter { $0.direction == .horizontal }.map(\.value)
        guard !all.isEmpty, let xRange = AxisRange.fitting(xs, on: x), let yRange = AxisRange.fitting(ys, on: y) else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, x: x.text, y: y.text)
            return
        }
        let crowd: (size: Double, alpha: Double) = all.count > 5000 ? (2.5, 0.35) : all.count > 500 ? (4, 0.6) : (6.5, 0.8)
        LegendedFrame.draw(
            on: canvas, in: area, title: title, subtitle: subtitle, x: .init(x, xRange), y: .init(y, yRange),
            legend: legend, entries: entries(), references: references
        ) { frame in
            let places = groups.map { group in zip(group.x, group.y).compactMap { frame.place($0, $1) } }
            return (
                places.flatMap { $0 },
                {
                    for line in references { line.draw(on: canvas, frame) }
                    for (index, group) in groups.enumerated() {
                        let colour = (group.colour ?? Palette.series(index)).opacity(crowd.alpha)
                        for place in places[index] {
                            canvas.mark(marker(index), at: place, size: group.size ?? crowd.size, colour)
                        }
                    }
                }
            )
        }
    }

    private func marker(_ index: Int) -> Marker {
        groups[index].marker ?? Marker.allCases[index % Marker.allCases.count]
    }

    private func entries() -> [Legend.Entry] {
        guard groups.count > 1 else { return [] }
        return groups.enumerated().filter { !$1.name.isEmpty }.map { index, group in
            Legend.Entry(name: group.name, colour: group.colour ?? Palette.series(index), sample: .mark(marker(index)))
        }
    }
}
