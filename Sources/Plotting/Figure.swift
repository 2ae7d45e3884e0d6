/// Something that can be looked at: a plot, an image grid, a panel of them.
///
/// ```swift
/// let figure = LinePlot(y: [3, 2, 1.5, 1.2], title: "Loss")
/// let bytes = try figure.png()        // PNG of 800 × 450 pixels
/// print(figure.csv())                 // series,x,y …
/// ```
public protocol Figure: Sendable {
    /// Written above the figure; "" for none.
    var title: String { get }

    /// The height, in pixels at scale 1, that suits a width.
    func naturalHeight(width: Int) -> Int

    /// Checks what drawing relies on, such as arrays of equal length.
    func validate() throws(PlotError)

    /// What it leaves out of its data, each in words: values that are no numbers, or have no place on an axis.
    var omissions: [String] { get }

    /// Draws into a part of a canvas; called after `validate()`.
    func draw(on canvas: Canvas, in area: Rectangle)

    /// The figure's data as a table, RFC 4180 with LF line ends, for other tools.
    func csv() -> String
}

extension Figure {
    public func naturalHeight(width: Int) -> Int { max(120, min(max(width, 0), Canvas.pixelLimit) * 9 / 16) }

    public func validate() throws(PlotError) {}

    public var omissions: [String] { [] }

    /// Draws the figure on white paper.
    ///
    /// - Parameters:
    ///   - width: in pixels at scale 1; text keeps its size, so a wider figure holds more.
    ///   - height: in pixels at scale 1; the figure's natural height when nil.
    ///   - scale: pixels per unit; 2 for dense screens and print.
    public func image(width: Int = 800, height: Int? = nil, scale: Double = 1) throws(PlotError) -> RasterImage {
        try validate()
        let canvas = try Canvas(width: width, height: height ?? naturalHeight(width: max(1, width)), scale: scale)
        draw(on: canvas, in: canvas.bounds)
        return try canvas.image()
    }

    /// The figure as an SVG file, whose lines and letters stay sharp at every size, and which turns dark where its reader does.
    ///
    /// - Parameters:
    ///   - width: in pixels; text keeps its size, so that 360 gives what a phone shows legibly.
    ///   - height: in pixels; the figure's natural height when nil.
    /// - Throws: `PlotError` for impossible sizes and mismatched arrays.
    public func svg(width: Int = 800, height: Int? = nil) throws(PlotError) -> [UInt8] {
        try validate()
        let stream = DrawingStream(.svg)
        // Twice the units: pictures within it are sharp on dense screens.
        let canvas = try Canvas(width: width, height: height ?? naturalHeight(width: max(1, width)), scale: 2, drawing: stream)
        draw(on: canvas, in: canvas.bounds)
        try canvas.finish()
        if stream.bytes.count > Self.largestDrawing {
            return try SVGText.holding(
                image(width: width, height: canvas.height, scale: 2), title: title, width: canvas.width, height: canvas.height
            )
        }
        return SVGText.finished(stream.bytes, title: title, width: canvas.width, height: canvas.height)
    }

    /// A drawing of so many marks that it takes more bytes is a picture of itself, which stays light.
    private static var largestDrawing: Int { 1 << 19 }

    /// The figure as an SVG file as narrow as a phone: 360 pixels, and three quarters as high unless its content says how high it is.
    public func narrowSVG() throws(PlotError) -> [UInt8] {
        let natural = naturalHeight(width: 360)
        return try svg(width: 360, height: natural == 360 * 9 / 16 ? 270 : natural)
    }

    /// The figure as a PDF file of one page, for print: its lines and letters stay what they are; the same figure gives the same bytes.
    ///
    /// - Parameters:
    ///   - width: in points at 72 an inch; text keeps its size.
    ///   - height: in points; the figure's natural height when nil.
    /// - Throws: `PlotError` for impossible sizes and mismatched arrays.
    public func pdf(width: Int = 800, height: Int? = nil) throws(PlotError) -> [UInt8] {
        try validate()
        let stream = DrawingStream(.pdf)
        let canvas = try Canvas(width: width, height: height ?? naturalHeight(width: max(1, width)), scale: 1, drawing: stream)
        draw(on: canvas, in: canvas.bounds)
        try canvas.finish()
        return stream.bytes
    }

    /// The figure as a PNG file; the same figure and metadata give the same bytes.
    ///
    /// - Parameters:
    ///   - width: in pixels at scale 1.
    ///   - height: in pixels at scale 1; the figure's natural height when nil.
    ///   - scale: pixels per unit.
    ///   - metadata: provenance kept in tEXt chunks, such as `["Source": "curriculum.avtsnb#train"]`; "Title" and
    ///     "Software" are added when absent.
    /// - Throws: `PlotError` for impossible sizes, mismatched arrays and bad keywords.
    public func png(
        width: Int = 800, height: Int? = nil, scale: Double = 1, metadata: [String: String] = [:]
    ) throws(PlotError) -> [UInt8] {
        var text = ["Software": "avts-nb"]
        if !title.isEmpty { text["Title"] = title }
        text.merge(metadata) { $1 }
        return try image(width: width, height: height, scale: scale).png(metadata: text)
    }
}
