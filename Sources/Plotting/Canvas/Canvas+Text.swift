import CCairo

extension Canvas {
    /// The advance width of one line of text, in canvas units.
    public func width(of text: String, _ font: Font) -> Double {
        guard hasFonts, !text.isEmpty else { return Double(text.count) * font.size * 0.6 }
        select(font)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, Self.clean(text), &extents)
        return extents.x_advance
    }

    /// Writes one line of text, anchored at a point, turned by `angle` radians clockwise about it.
    public func write(
        _ text: String, at point: Point, _ font: Font, _ colour: Colour = .ink,
        _ horizontal: HorizontalAnchor = .leading, _ vertical: VerticalAnchor = .baseline, angle: Double = 0
    ) {
        guard hasFonts, !text.isEmpty else { return }
        let width = width(of: text, font)
        let dx: Double =
            switch horizontal {
            case .leading: 0
            case .centre: -width / 2
            case .trailing: -width
            }
        let dy: Double =
            switch vertical {
            case .top: font.capHeight
            case .middle: font.capHeight / 2
            case .baseline: 0
            }
        cairo_save(context)
        cairo_translate(context, point.x, point.y)
        if angle != 0 { cairo_rotate(context, angle) }
        select(font)
        set(colour)
        cairo_move_to(context, dx, dy)
        cairo_show_text(context, Self.clean(text))
        cairo_restore(context)
    }

    /// Breaks a text into at most `lines` lines no wider than `width`; what does not fit ends in "…".
    package func wrapped(_ text: String, _ font: Font, width limit: Double, lines: Int = 2) -> [String] {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        var result: [String] = []
        while let first = words.first, result.count < lines {
            var line = first
            words.removeFirst()
            while let word = words.first, width(of: line + " " + word, font) <= limit {
                line += " " + word
                words.removeFirst()
            }
            result.append(line)
        }
        if !words.isEmpty, let last = result.last { result[result.count - 1] = last + " " + words.joined(separator: " ") }
        return result.map { shortened($0, font, width: limit) }
    }

    /// The text itself when it fits, else its longest beginning that fits with "…".
    package func shortened(_ text: String, _ font: Font, width limit: Double) -> String {
        guard width(of: text, font) > limit else { return text }
        let characters = Array(text)
        var low = 0, high = characters.count
        while low < high {
            let middle = (low + high + 1) / 2
            if width(of: String(characters[..<middle]) + "…", font) <= limit { low = middle } else { high = middle - 1 }
        }
        return low == 0 ? "…" : String(characters[..<low]) + "…"
    }

    private func select(_ font: Font) {
        cairo_select_font_face(
            context, Font.family, CAIRO_FONT_SLANT_NORMAL,
            font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, font.size)
    }

    /// Control characters have no shape, and a NUL would end the C string.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 32 }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    }
}
