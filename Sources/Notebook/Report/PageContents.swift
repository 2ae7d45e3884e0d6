/// The list of a page's headings; none for a page of two or fewer.
struct PageContents {
    let headings: [MarkdownRenderer.Heading]

    var html: String {
        let shown = headings.filter { $0.level <= 3 }
        guard shown.count > 2 else { return "" }
        let items = shown.map { "<li class=\"level-\($0.level)\"><a href=\"#\($0.anchor)\">\($0.html)</a></li>\n" }.joined()
        return
            "<nav id=\"contents\" aria-label=\"Contents\">\n<details open><summary>Contents</summary>\n<ul>\n\(items)</ul>\n</details>\n</nav>\n"
    }
}
