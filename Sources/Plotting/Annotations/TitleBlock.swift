/// A title and a subtitle, broken into lines that fit.
struct TitleBlock {
    let titleLines: [String]
    let subtitleLines: [String]
    let height: Double

    init(_ title: String, _ subtitle: String, on canvas: Canvas, width: Double) {
        titleLines = canvas.wrapped(title, .title, width: width, lines: 2)
        subtitleLines = canvas.wrapped(subtitle, .subtitle, width: width, lines: 2)
        let text =
            Double(titleLines.count) * Font.title.lineHeight + Double(subtitleLines.count) * Font.subtitle.lineHeight
        height = text == 0 ? 0 : text + 8
    }

    func draw(on canvas: Canvas, at corner: Point) {
        var y = corner.y
        for line in titleLines {
            canvas.write(line, at: Point(x: corner.x, y: y + 1), .title, .ink, .leading, .top)
            y += Font.title.lineHeight
        }
        for line in subtitleLines {
            canvas.write(line, at: Point(x: corner.x, y: y + 1), .subtitle, .faintInk, .leading, .top)
            y += Font.subtitle.lineHeight
        }
    }
}
