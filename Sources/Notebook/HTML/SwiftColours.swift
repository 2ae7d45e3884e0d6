/// Colours Swift for a page.
enum SwiftColours {
    static func html(_ source: String) -> String {
        let bytes = Array(source.utf8)
        func text(_ range: Range<Int>) -> String { HTML.escape(String(decoding: bytes[range], as: UTF8.self)) }
        var result = ""
        var done = 0
        for token in SwiftTokens.of(source) {
            result += text(done..<token.range.lowerBound)
            result += "<span class=\"\(name(token.kind))\">\(text(token.range))</span>"
            done = token.range.upperBound
        }
        return result + text(done..<bytes.count)
    }

    /// The class that the style sheet knows.
    private static func name(_ kind: SwiftTokens.Kind) -> String {
        switch kind {
        case .keyword: "k"
        case .text: "s"
        case .number: "n"
        case .comment: "c"
        case .type: "t"
        }
    }
}
