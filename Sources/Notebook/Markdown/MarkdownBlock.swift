/// One block of a Markdown text.
indirect enum MarkdownBlock: Equatable {
    case heading(level: Int, text: String)
    case paragraph(String)
    case code(info: String, text: String)
    case quote([MarkdownBlock])
    /// `start` is nil for bullets; a tight list sets its items without paragraphs.
    case list(start: Int?, isTight: Bool, items: [[MarkdownBlock]])
    case table(header: [String], alignments: [Alignment?], rows: [[String]])
    case math(String)
    case rule

    enum Alignment: String { case left, center, right }
}
