/// How often each true class was taken for each class: true classes down, predicted ones across.
public struct ConfusionMatrix: Figure, Hashable {
    /// `classes.count` rows of as many counts; row = truth, column = prediction.
    public var counts: [[Double]]
    /// Names of the classes, in the order of the counts.
    public var classes: [String]
    /// True to show shares of each row (per cent) instead of counts.
    public var isNormalised: Bool
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String
    /// What counts or shares are coloured by, least to greatest.
    public var colours: ColourMap

    /// A confusion matrix.
    ///
    /// - Parameters:
    ///   - counts: `classes.count` rows of as many counts; row = truth, column = prediction.
    ///   - classes: their names.
    ///   - isNormalised: shows shares of each row (per cent).
    ///   - title: written above.
    ///   - subtitle: written below the title.
    ///   - colours: what counts or shares are coloured by.
    public init(
        _ counts: [[Double]], classes: [String], isNormalised: Bool = false, title: String = "", subtitle: String = "",
        colours: ColourMap = .blues
    ) {
        self.counts = counts
        self.classes = classes
        self.isNormalised = isNormalised
        self.title = title
        self.subtitle = subtitle
        self.colours = colours
    }

    /// Counts pairs of class numbers; pairs with a number outside `classes` are left out.
    public init(truth: [Int], predictions: [Int], classes: [String], isNormalised: Bool = false, title: String = "") {
        var counts = [[Double]](repeating: [Double](repeating: 0, count: classes.count), count: classes.count)
        for (row, column) in zip(truth, predictions)
        where classes.indices.contains(row) && classes.indices.contains(column) {
            counts[row][column] += 1
        }
        self.init(counts, classes: classes, isNormalised: isNormalised, title: title)
    }

    /// Correct predictions over all, 0…1; nil without any.
    public var accuracy: Double? {
        let total = counts.joined().reduce(0, +)
        return total > 0 ? counts.indices.reduce(0) { $0 + counts[$1][$1] } / total : nil
    }

    public func validate() throws(PlotError) {
        guard counts.count == classes.count else {
            throw .mismatched(figure: "ConfusionMatrix", what: "rows", found: counts.count, expected: classes.count)
        }
        for row in counts where row.count != classes.count {
            throw .mismatched(
                figure: "ConfusionMatrix", what: "counts in a row", found: row.count, expected: classes.count)
        }
    }

    public func naturalHeight(width: Int) -> Int { min(width, max(320, 200 + 44 * classes.count)) }

    /// The matrix of counts with the classes' names along both sides.
    public func csv() -> String {
        var table = CSVTable(["truth \\ prediction"] + classes)
        for (name, row) in zip(classes, counts) { table.append([.text(name)] + row.map { .number($0) }) }
        return table.text
    }

    public func draw(on canvas: Canvas, in area: Rectangle) {
        guard !classes.isEmpty else {
            PlotFrame.drawEmpty(
                on: canvas, in: area, title: title, subtitle: subtitle, x: "predicted class", y: "true class")
            return
        }
        let shown = isNormalised ? counts.map(Self.perCent) : counts
        let top = isNormalised ? 100 : shown.joined().filter(\.isFinite).max() ?? 1
        let range = AxisRange(scale: .linear, lower: 0, upper: max(top, .leastNormalMagnitude))
        let value = isNormalised ? Axis("share of the true class", unit: "%") : Axis("count")
        let bar = ColourBar(axis: value, range: range, colours: colours)
        let frame = PlotFrame(
            on: canvas, in: area, title: title, subtitle: subtitle, x: .categories(classes, "predicted class"),
            y: .categories(classes, "true class"), rightRoom: bar.width(on: canvas, height: area.height * 0.6),
            aspect: 1, isDownwards: true)
        paint(shown, range, on: canvas, frame.plot)
        frame.drawAxes(on: canvas)
        bar.draw(on: canvas, beside: frame.plot)
    }

    /// A box a cell, with its number; where cells are too small for one, pixels, as a heat map has them: a million boxes take half a minute.
    private func paint(_ shown: [[Double]], _ range: AxisRange, on canvas: Canvas, _ plot: Rectangle) {
        let cell = plot.width / Double(classes.count)
        guard cell >= 3 else {
            return HeatMap(
                Array(shown.joined()), rows: classes.count, columns: classes.count, colours: colours, firstRowIsLowest: false
            ).paint(plot, range, on: canvas)
        }
        for (row, values) in shown.enumerated() {
            for (column, value) in values.enumerated() {
                let box = Rectangle(
                    x: plot.x + Double(column) * cell, y: plot.y + Double(row) * cell, width: cell,
                    height: cell)
                let colour = colours(value.isFinite ? value / range.upper : .nan)
                canvas.fill(box, colour.asData)
                write(value, in: box, on: colour, canvas)
            }
        }
    }

    /// The number in its cell, when it fits.
    private func write(_ value: Double, in box: Rectangle, on ground: Colour, _ canvas: Canvas) {
        guard value.isFinite, box.height >= min(Font.label.size, Font.small.size) else { return }
        let text = isNormalised ? TickLabels.plain(value, decimals: 0) : TickLabels.short(value)
        for font in [Font.label, .small] where box.height >= font.size && canvas.width(of: text, font) <= box.width - 6 {
            canvas.write(text, at: box.centre, font, (ground.luminance > 0.4 ? Colour.ink : .white).asData, .centre, .middle)
            return
        }
    }

    private static func perCent(_ row: [Double]) -> [Double] {
        let total = row.filter(\.isFinite).reduce(0, +)
        return row.map { total > 0 ? 100 * $0 / total : 0 }
    }
}
