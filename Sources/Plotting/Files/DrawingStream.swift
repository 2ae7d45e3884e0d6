import CCairo

/// Gathers what Cairo writes of a drawing.
final class SVGStream {
    private(set) var bytes: [UInt8] = []

    /// A surface that writes to the stream, which must outlive it.
    func surface(width: Double, height: Double) -> OpaquePointer? {
        cairo_svg_surface_create_for_stream(
            { stream, bytes, count in
                guard let stream, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let part = UnsafeBufferPointer(start: bytes, count: Int(count))
                Unmanaged<SVGStream>.fromOpaque(stream).takeUnretainedValue().bytes += part
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(self).toOpaque(), width, height)
    }
}
