import CCairo

/// A sheet of white paper of `width` × `height` units that figures draw on; `scale` pixels stand for one unit.
///
/// Cairo surfaces and contexts live and die with the one object that owns them. Cairo's errors are sticky: after one,
/// drawing does nothing, and `image()` reports it.
public final class Canvas {
    /// Units across.
    public let width: Int
    /// Units downwards.
    public let height: Int
    /// Pixels a unit.
    public let scale: Double
    let context: OpaquePointer
    private let surface: OpaquePointer
    /// What a canvas whose strokes are kept writes to; nil for one of pixels.
    let drawing: DrawingStream?
    /// The first thing that could not be drawn, if Cairo does not say so itself.
    var complaint: String?
    /// False on a machine without any usable font: text is then measured by guess and not drawn.
    package let hasFonts: Bool

    /// The longest side, in pixels, that a canvas may have (Cairo's own limit).
    public static let pixelLimit = 32_767

    /// The most pixels, which bounds a sheet to 512 MiB.
    static let areaLimit = 1 << 27

    /// - Throws: `PlotError.size` unless both sides are 1…32 767 pixels, and all together at most 2²⁷.
    public convenience init(width: Int, height: Int, scale: Double = 1) throws(PlotError) {
        try self.init(width: width, height: height, scale: scale, drawing: nil)
    }

    /// A canvas of pixels, or one whose strokes are kept, when there is a stream for them.
    init(width: Int, height: Int, scale: Double, drawing: DrawingStream?) throws(PlotError) {
        let pixels = (Double(width) * scale, Double(height) * scale)
        let allowed = 1.0...Double(Self.pixelLimit)
        guard scale.isFinite, allowed.contains(pixels.0.rounded()), allowed.contains(pixels.1.rounded()),
            pixels.0 * pixels.1 <= Double(Self.areaLimit)
        else {
            throw .size(width: width, height: height, scale: scale)
        }
        self.width = width
        self.height = height
        self.scale = scale
        self.drawing = drawing
        surface =
            drawing?.surface(width: pixels.0.rounded(), height: pixels.1.rounded())
            ?? cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(pixels.0.rounded()), Int32(pixels.1.rounded()))
        context = cairo_create(surface)
        hasFonts = Self.fontsWork()
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        let options = cairo_font_options_create()
        // Unhinted, grey antialiasing: letters have the same shape and advance at every scale and on every screen.
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// The whole sheet.
    public var bounds: Rectangle { Rectangle(x: 0, y: 0, width: Double(width), height: Double(height)) }

    /// Ends the drawing, after which nothing can be drawn any more, and reports what could not be drawn.
    func finish() throws(PlotError) {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        if let complaint { throw .drawing(complaint) }
    }

    /// The pixels drawn so far.
    ///
    /// - Throws: `PlotError.drawing` when Cairo met an error while drawing.
    public func image() throws(PlotError) -> RasterImage {
        cairo_surface_flush(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        if let complaint { throw .drawing(complaint) }
        guard let data = cairo_image_surface_get_data(surface) else { throw .drawing("the surface has no pixels") }
        let columns = Int(cairo_image_surface_get_width(surface))
        let rows = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        let rgb = [UInt8](unsafeUninitializedCapacity: columns * rows * 3) { bytes, count in
            var next = 0
            for row in 0..<rows {
                data.advanced(by: row * stride).withMemoryRebound(to: UInt32.self, capacity: columns) { line in
                    for column in 0..<columns {
                        let pixel = line[column]  // xRGB in the machine's own byte order
                        bytes[next] = UInt8(truncatingIfNeeded: pixel >> 16)
                        bytes[next + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                        bytes[next + 2] = UInt8(truncatingIfNeeded: pixel)
                        next += 3
                    }
                }
            }
            count = next
        }
        return RasterImage(width: columns, height: rows, rgb: rgb)
    }

    /// An error is sticky in a Cairo context, so that fonts are tried on a scratch one first.
    private static func fontsWork() -> Bool {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8)
        let context = cairo_create(surface)
        defer {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
        cairo_select_font_face(context, Font.family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, 8)
        cairo_move_to(context, 0, 8)
        cairo_show_text(context, "0")
        return cairo_status(context) == CAIRO_STATUS_SUCCESS
    }
}
