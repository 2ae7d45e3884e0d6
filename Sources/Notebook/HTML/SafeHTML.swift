/// Which elements of a text's own HTML a page shows, and which of their attributes; all else is shown as the text it is.
enum SafeHTML {
    /// They may stand within a line.
    static let inline: Set<String> = [
        "b", "i", "em", "strong", "code", "sub", "sup", "kbd", "mark", "small", "abbr", "del", "ins", "s", "u", "q", "cite",
        "dfn",
        "var", "samp", "span", "br", "wbr", "a", "img", "time", "audio", "video",
    ]
    /// They stand by themselves.
    static let block: Set<String> = [
        "details", "summary", "p", "div", "figure", "figcaption", "blockquote", "pre", "hr", "ul", "ol", "li", "dl", "dt", "dd",
        "table",
        "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6",
    ]
    /// They hold nothing and are not closed.
    static let void: Set<String> = ["br", "wbr", "hr", "img"]

    /// The attributes of an element that a page keeps, written out; nil for a link or a picture that leads where none may.
    static func attributes(of tag: HTMLTag) -> String {
        var result = ""
        for (name, value) in tag.attributes {
            // A browser reads entities before it reads a value, so that they are read before it is judged.
            let value = HTMLEntities.decoded(value)
            switch (tag.name, name) {
            case (_, "title"), (_, "lang"), (_, "dir"), ("time", "datetime"): result += attribute(name, value)
            case ("details", "open"): result += " open"
            case ("a", "href"): if let link = HTML.safeLink(value) { result += attribute(name, link) }
            case ("td", "colspan"), ("th", "colspan"), ("td", "rowspan"), ("th", "rowspan"), ("ol", "start"):
                if let number = Int(value), (1...1000).contains(number) { result += attribute(name, "\(number)") }
            case (_, "align"): if let side = side(value) { result += attribute("class", side) }
            case (_, "style"):
                // `text-align: right`, and nothing else.
                let parts = value.split(separator: ":").map { $0.trimmed }
                if parts.count == 2, parts[0] == "text-align", let side = side(parts[1]) { result += attribute("class", side) }
            default: break
            }
        }
        return result
    }

    private static func side(_ value: String) -> String? {
        let word = value.trimmed.lowercased().prefix { $0 != ";" }
        return ["left", "right", "center"].first { $0 == word }
    }

    private static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(HTML.escape(value))\"" }
}
