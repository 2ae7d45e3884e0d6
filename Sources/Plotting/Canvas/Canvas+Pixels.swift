import CCairo

extension Canvas {
    /// Paints an image into a rectangle: every image pixel a block when enlarged, a mean when reduced.
    ///
    /// The resampling is done here, at the pixels of the sheet, and not by Cairo, so that blocks keep hard edges and no
    /// row of a tall image is skipped.
    public func paint(_ image: RasterImage, in rectangle: Rectangle) {
        guard image.width > 0, image.height > 0 else { return }
        pixels(in: rectangle) { columns, rows, put in
            let xs = (0..<columns).map { Self.span($0, of: columns, over: image.width) }
            let ys = (0..<rows).map { Self.span($0, of: rows, over: image.height) }
            for row in 0..<rows {
                for column in 0..<columns {
                    var sums = (0, 0, 0)
                    for y in ys[row] {
                        for x in xs[column] {
                            let place = (y * image.width + x) * 3
                            sums.0 += Int(image.rgb[place])
                            sums.1 += Int(image.rgb[place + 1])
                            sums.2 += Int(image.rgb[place + 2])
                        }
                    }
                    let cells = ys[row].count * xs[column].count
                    put(row, column, (sums.0 / cells, sums.1 / cells, sums.2 / cells))
                }
            }
        }
    }

    /// Calls `draw(columns, rows, put)` with the size in sheet pixels of a rectangle, then shows what was put there.
    package func pixels(
        in rectangle: Rectangle, _ draw: (Int, Int, (Int, Int, (Int, Int, Int)) -> Void) -> Void
    ) {
        let left = Int((reach(rectangle.x) * scale).rounded()), right = Int((reach(rectangle.maxX) * scale).rounded())
        let top = Int((reach(rectangle.y) * scale).rounded()), bottom = Int((reach(rectangle.maxY) * scale).rounded())
        let columns = right - left, rows = bottom - top
        guard columns > 0, rows > 0 else { return }
        guard max(columns, rows) <= Self.pixelLimit, columns * rows <= Self.areaLimit else {
            complaint = "an image is to fill \(columns) × \(rows) pixels, more than a sheet can have"
            return
        }
        guard let block = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
        else { return }
        defer { cairo_surface_destroy(block) }
        cairo_surface_flush(block)
        guard let data = cairo_image_surface_get_data(block) else { return }
        let stride = Int(cairo_image_surface_get_stride(block)) / 4
        data.withMemoryRebound(to: UInt32.self, capacity: stride * rows) { words in
            draw(columns, rows) { row, column, colour in
                words[row * stride + column] =
                    UInt32(colour.0) << 16 | UInt32(colour.1) << 8 | UInt32(colour.2)
            }
        }
        cairo_surface_mark_dirty(block)
        cairo_save(context)
        cairo_identity_matrix(context)
        cairo_set_source_surface(context, block, Double(left), Double(top))
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        if drawing != nil {
            // As a picture: a filled rectangle would be one tile of a pattern, with seams.
            cairo_paint(context)
        } else {
            cairo_rectangle(context, Double(left), Double(top), Double(columns), Double(rows))
            cairo_fill(context)
        }
        cairo_restore(context)
    }

    /// The cells (of `cells`) that fall on pixel `index` (of `count`): one when enlarging, several when reducing.
    package static func span(_ index: Int, of count: Int, over cells: Int) -> Range<Int> {
        let start = index * cells / count
        return start..<max(start + 1, (index + 1) * cells / count)
    }
}
