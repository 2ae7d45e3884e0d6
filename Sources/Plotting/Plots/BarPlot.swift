/// Bars in groups, with error bars, values and marks to compare with, such as a paper's figures.
///
/// ```swift
/// let plot = BarPlot(
///     groups: ["easy", "75/25", "hard"],
///     [.init("single stage", [69.0, 58.9, 52.3], errors: [1, 2, 1], references: [69.0, 58.9, 52.3])],
///     title: "Accuracy", y: Axis("accuracy", unit: "%"), referenceName: "paper")
/// ```
public struct BarPlot: Figure, Hashable {
    /// Names below the groups of bars.
    public var groups: [String]
    /// The bars, one colour each.
    public var series: [Series]
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// The axis of the groups: its label.
    public var x: Axis
    /// The axis of the values.
    public var y: Axis
    /// What the marks of `Series.references` are, for the legend.
    public var referenceName: String
    /// Lines across, such as chance.
    public var lines: [ReferenceLine]
    /// Whether each bar carries its value.
    public var hasValueLabels: Bool
    /// Where the legend stands.
    public var legend: LegendPlacement

    /// Bars side by side, one of each series in a group.
    ///
    /// - Parameters:
    ///   - groups: names below them.
    ///   - series: one value a group each.
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - x: the axis of the groups.
    ///   - y: the axis of the values.
    ///   - referenceName: what the series' references are, for the legend.
    ///   - lines: lines across.
    ///   - hasValueLabels: whether each bar carries its value.
    ///   - legend: where it stands.
    public init(
        groups: [String], _ series: [Series], title: String = "", subtitle: String = "", x: Axis = "", y: Axis = "",
        referenceName: String = "paper", lines: [ReferenceLine] = [], hasValueLabels: Bool = true,
        legend: LegendPlacement = .automatic
    ) {
        self.groups = groups
        self.series = series
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.referenceName = referenceName
        self.lines = lines
        self.hasValueLabels = hasValueLabels
        self.legend = legend
    }

    /// One bar a group.
    public init(_ groups: [String], _ values: [Double], title: String = "", y: Axis = "") {
        self.init(groups: groups, [Series("", values)], title: title, y: y)
    }

    /// The bars of one colour, one a group.
    public struct Series: Hashable, Sendable {
        /// Shown in the legend; "" keeps it out.
        public var name: String
        /// One a group; a value that is not finite leaves its place empty.
        public var values: [Double]
        /// Half the length of each error bar, in the unit of the values.
        public var errors: [Double]?
        /// A value to compare with for each bar; not finite for none.
        public var references: [Double]?
        /// Its bars' colour; the next of the palette when nil.
        public var colour: Colour?

        /// Bars of one colour.
        ///
        /// - Parameters:
        ///   - name: shown in the legend.
        ///   - values: one a group.
        ///   - errors: half the length of each error bar, in the unit of the values.
        ///   - references: a value to compare with for each bar.
        ///   - colour: the next of the palette when nil.
        public init(
            _ name: String, _ values: [Double], errors: [Double]? = nil, references: [Double]? = nil,
            colour: Colour? = nil
        ) {
            self.name = name
            self.values = values
            self.errors = errors
            self.references = references
            self.colour = colour
        }
    }

    public func validate() throws(PlotError) {
        for bars in series {
            for (what, count) in [
                ("values of \"\(bars.name)\"", bars.values.count),
                ("errors of \"\(bars.name)\"", bars.errors?.count ?? groups.count),
                ("references of \"\(bars.name)\"", bars.references?.count ?? groups.count),
            ] where count != groups.count {
                throw .mismatched(figure: "BarPlot", what: what, found: count, expected: groups.count)
            }
        }
        if y.scale != .linear {
            throw .mismatched(figure: "BarPlot", what: "logarithmic y axes, as bars stand on zero", found: 1, expected: 0)
        }
    }

    /// Columns group, series, value and, where there are any, error and reference.
    public func csv() -> String {
        let hasErrors = series.contains { $0.errors != nil }, hasReferences = series.contains { $0.references != nil }
        var header = ["group", "series", y.text.isEmpty ? "value" : y.text]
        if hasErrors { header.append("error") }
        if hasReferences { header.append(referenceName) }
        var table = CSVTable(header)
        func number(_ values: [Double]?, _ index: Int) -> CSVTable.Field {
            .number(values.flatMap { index < $0.count ? $0[index] : nil })
        }
        for (index, group) in groups.enumerated() {
            for bars in series {
                var row: [CSVTable.Field] = [.text(group), .text(bars.name), number(bars.values, index)]
                if hasErrors { row.append(number(bars.errors, index)) }
                if hasReferences { row.append(number(bars.references, index)) }
                table.append(row)
            }
        }
        return table.text
    }
}
