import CCairo

/// Gathers what Cairo writes of a drawing, as a file of a form.
final class DrawingStream {
    /// The forms in which strokes stay strokes.
    enum Form { case svg, pdf }

    let form: Form
    private(set) var bytes: [UInt8] = []

    init(_ form: Form) { self.form = form }

    private static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
        stream, bytes, count in
        guard let stream, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        let part = UnsafeBufferPointer(start: bytes, count: Int(count))
        Unmanaged<DrawingStream>.fromOpaque(stream).takeUnretainedValue().bytes += part
        return CAIRO_STATUS_SUCCESS
    }

    /// A surface that writes to the stream, which must outlive it.
    func surface(width: Double, height: Double) -> OpaquePointer? {
        let target = Unmanaged.passUnretained(self).toOpaque()
        guard form == .pdf else { return cairo_svg_surface_create_for_stream(Self.write, target, width, height) }
        let surface = cairo_pdf_surface_create_for_stream(Self.write, target, width, height)
        // The same figure gives the same bytes, whenever it is drawn.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2018-12-03T00:00:00Z")
        return surface
    }
}
