/// Images side by side, small ones enlarged in hard-edged blocks, with titles and row labels.
///
/// ```swift
/// ImageGrid(frames, columns: 6, titles: times, rowLabels: ["video 1", "video 2"])
/// ```
public struct ImageGrid: Figure, Hashable {
    /// The images, row after row.
    public var images: [RasterImage]
    /// Images a row.
    public var columns: Int
    /// One under… above each image, or fewer.
    public var titles: [String]
    /// One left of each row, or fewer.
    public var rowLabels: [String]
    /// Written above; "" for none.
    public var title: String
    /// Written below the title, smaller; "" for none.
    public var subtitle: String

    /// - Parameter columns: images a row; as many as make the grid about as wide as high, twice over, when nil.
    public init(
        _ images: [RasterImage], columns: Int? = nil, titles: [String] = [], rowLabels: [String] = [],
        title: String = "", subtitle: String = ""
    ) {
        self.images = images
        self.columns = max(1, columns ?? min(images.count, max(1, Int((2 * Double(images.count)).squareRoot().rounded(.up)))))
        self.titles = titles
        self.rowLabels = rowLabels
        self.title = title
        self.subtitle = subtitle
    }

    /// The columns, whatever they were set to.
    private var across: Int { min(max(1, columns), 10_000) }

    public func naturalHeight(width: Int) -> Int {
        guard let layout = layout(width: Double(width), labelWidth: rowLabels.isEmpty ? 0 : 90) else { return 120 }
        let titles = (title.isEmpty ? 0 : Font.title.lineHeight + 8) + (subtitle.isEmpty ? 0 : Font.subtitle.lineHeight)
        let rows = Double((images.count + across - 1) / across)
        let height = 20 + titles + rows * (layout.cellHeight + Self.gap) - Self.gap
        return min(Canvas.pixelLimit, max(60, Int(height.rounded(.up))))
    }

    /// Columns index, row, column, title, width and height: pixels are better read from the picture.
    public func csv() -> String {
        var table = CSVTable(["index", "row", "column", "title", "width", "height"])
        for (index, image) in images.enumerated() {
            table.append([
                .number(Double(index)), .number(Double(index / across)), .number(Double(index % across)),
                .text(index < titles.count ? titles[index] : ""), .number(Double(image.width)),
                .number(Double(image.height)),
            ])
        }
        return table.text
    }

    private static let gap = 8.0
    private static let titleHeight = 16.0

    /// The size of a cell and its image, when the width alone decides.
    private func layout(width: Double, labelWidth: Double) -> (cellWidth: Double, imageHeight: Double, cellHeight: Double)? {
        let widest = images.map(\.width).max() ?? 0, highest = images.map(\.height).max() ?? 0
        guard widest > 0, highest > 0 else { return nil }
        let room = width - 24 - labelWidth - Double(across - 1) * Self.gap
        // Thumbnails of a few pixels are enlarged, but a single one does not fill the page.
        let cell = min(max(8, room / Double(across)), max(240, Double(widest)))
        let height = cell * Double(highest) / Double(widest)
        return (cell, height, height + (titles.isEmpty ? 0 : Self.titleHeight))
    }

    public func draw(on canvas: Canvas, in area: Rectangle) {
        let titleBlock = TitleBlock(title, subtitle, on: canvas, width: area.width - 24)
        let labels = rowLabels.map { canvas.width(of: $0, .tick) }.max().map { min($0, 110) + 10 } ?? 0
        guard let layout = layout(width: area.width, labelWidth: labels) else {
            PlotFrame.drawEmpty(on: canvas, in: area, title: title, subtitle: subtitle, message: "no images")
            return
        }
        titleBlock.draw(on: canvas, at: Point(x: area.x + 12, y: area.y + 10))
        let rows = (images.count + across - 1) / across
        let top = area.y + 10 + titleBlock.height
        // When the area is too low for the natural size, everything shrinks to fit.
        let room = (area.maxY - 10 - top + Self.gap) / Double(rows) - Self.gap
        let above = layout.cellHeight - layout.imageHeight
        let shrink = min(1, max(1, room - above) / layout.imageHeight)
        let cellWidth = layout.cellWidth * shrink, imageHeight = layout.imageHeight * shrink
        for (index, image) in images.enumerated() {
            let row = Double(index / across), column = Double(index % across)
            let corner = Point(
                x: area.x + 12 + labels + column * (cellWidth + Self.gap),
                y: top + row * (imageHeight + above + Self.gap))
            if index < titles.count {
                let text = canvas.shortened(titles[index], .small, width: cellWidth + Self.gap - 4)
                canvas.write(
                    text, at: Point(x: corner.x + cellWidth / 2, y: corner.y + 2), .small, .ink, .centre, .top)
            }
            let box = Rectangle(x: corner.x, y: corner.y + above, width: cellWidth, height: imageHeight)
            paint(image, in: box, on: canvas)
            if column == 0, Int(row) < rowLabels.count {
                let text = canvas.shortened(rowLabels[Int(row)], .tick, width: labels - 8)
                canvas.write(
                    text, at: Point(x: corner.x - 8, y: box.centre.y), .tick, .ink, .trailing, .middle)
            }
        }
    }

    /// Fits an image into a box, keeping its shape; whole multiples of its pixels when enlarging, so that every block
    /// is equally large.
    private func paint(_ image: RasterImage, in box: Rectangle, on canvas: Canvas) {
        guard image.width > 0, image.height > 0 else { return }
        var zoom = min(box.width / Double(image.width), box.height / Double(image.height))
        let pixels = zoom * canvas.scale
        if pixels >= 2 { zoom = (pixels + 1e-9).rounded(.down) / canvas.scale }
        let width = Double(image.width) * zoom, height = Double(image.height) * zoom
        canvas.paint(
            image,
            in: Rectangle(x: box.centre.x - width / 2, y: box.centre.y - height / 2, width: width, height: height))
    }
}
