/// Several figures on one sheet, in rows.
public struct Panels: Figure {
    /// The figures, row after row.
    public var figures: [any Figure]
    /// Figures a row.
    public var columns: Int
    /// Written above them all; "" for none.
    public var title: String

    /// Several figures on one sheet.
    ///
    /// - Parameters:
    ///   - figures: row after row.
    ///   - columns: figures a row, 1 or more.
    ///   - title: written above them all.
    public init(_ figures: [any Figure], columns: Int = 2, title: String = "") {
        self.figures = figures
        self.columns = max(1, columns)
        self.title = title
    }

    /// The columns, whatever they were set to; fewer on a sheet on which nothing could be read in so many.
    private func across(_ width: Double) -> Int {
        let most = columns > 1 && width < 480 ? max(1, Int(width / 240)) : 10_000
        return min(max(1, columns), most)
    }

    private func heights(width: Double) -> [Double] {
        let across = across(width)
        let cell = Int(width / Double(across))
        return stride(from: 0, to: figures.count, by: across).map { start in
            figures[start..<min(start + across, figures.count)]
                // Beside others a figure is no smaller than a person can read; by itself it knows.
                .map { Double(max($0.naturalHeight(width: cell), across == 1 ? 60 : min(300, cell))) }.max() ?? 0
        }
    }

    private var titleHeight: Double { title.isEmpty ? 0 : Font.title.lineHeight + 10 }

    public func naturalHeight(width: Int) -> Int {
        min(Canvas.pixelLimit, max(60, Int(heights(width: Double(width)).reduce(titleHeight, +).rounded(.up))))
    }

    public func validate() throws(PlotError) {
        for figure in figures { try figure.validate() }
    }

    /// The figures' tables one after another, each under a line "# title".
    public func csv() -> String {
        figures.map { "# \($0.title)\n\($0.csv())" }.joined(separator: "\n")
    }

    public func draw(on canvas: Canvas, in area: Rectangle) {
        guard !figures.isEmpty else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title)
            return
        }
        TitleBlock(title, "", on: canvas, width: area.width - 24)
            .draw(on: canvas, at: Point(x: area.x + 12, y: area.y + 10))
        let heights = heights(width: area.width)
        let stretch = (area.height - titleHeight) / heights.reduce(0, +)
        let across = across(area.width)
        let width = area.width / Double(across)
        var y = area.y + titleHeight
        for (row, height) in heights.enumerated() {
            for column in 0..<across where row * across + column < figures.count {
                figures[row * across + column].draw(
                    on: canvas,
                    in: Rectangle(x: area.x + Double(column) * width, y: y, width: width, height: height * stretch))
            }
            y += height * stretch
        }
    }
}
