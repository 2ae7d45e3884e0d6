/// Colours Swift for a page: keywords, text, numbers, comments and types, found by their look alone.
enum SwiftColours {
    private static let keywords: Set<String> = [
        "let", "var", "func", "return", "if", "else", "guard", "switch", "case", "default", "for", "in", "where", "while",
        "repeat", "break", "continue", "defer", "do", "catch", "throw", "throws", "try", "struct", "enum", "extension", "init",
        "self", "Self", "static", "mutating", "inout", "true", "false", "nil", "import", "is", "as", "fallthrough", "some", "any",
        "protocol", "class", "typealias", "get", "set", "subscript", "private", "public", "fileprivate", "internal",
    ]

    static func html(_ source: String) -> String {
        let characters = Array(source)
        var result = ""
        var index = 0
        func span(_ kind: String, to end: Int) {
            result += "<span class=\"\(kind)\">\(HTML.escape(String(characters[index..<end])))</span>"
            index = end
        }
        func starts(_ text: String, at index: Int) -> Bool { characters[index...].starts(with: text) }
        func end(of text: String, from start: Int) -> Int {
            var index = start
            while index < characters.count, !starts(text, at: index) { index += 1 }
            return min(characters.count, index + text.count)
        }
        /// A point within a number; the dots of `0..<5` are none.
        func isPoint(_ index: Int) -> Bool {
            characters[index] == "." && index + 1 < characters.count && characters[index + 1].isNumber
        }
        while index < characters.count {
            let character = characters[index]
            if starts("//", at: index) {
                span("c", to: characters[index...].firstIndex(of: "\n") ?? characters.count)
            } else if starts("/*", at: index) {
                span("c", to: end(of: "*/", from: index + 2))
            } else if starts("\"\"\"", at: index) {
                span("s", to: end(of: "\"\"\"", from: index + 3))
            } else if character == "\"" {
                var stop = index + 1
                while stop < characters.count, characters[stop] != "\"", characters[stop] != "\n" {
                    stop += characters[stop] == "\\" ? 2 : 1
                }
                span("s", to: min(characters.count, stop + 1))
            } else if character.isNumber {
                var stop = index + 1
                while stop < characters.count, characters[stop].isHexDigit || "_xopP".contains(characters[stop]) || isPoint(stop)
                {
                    stop += 1
                }
                span("n", to: stop)
            } else if character.isLetter || character == "_" || character == "@" {
                let word = characters[index...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" }
                let text = String(word)
                let afterDot = index > 0 && characters[index - 1] == "."
                if keywords.contains(text), !afterDot {
                    span("k", to: index + word.count)
                } else if text.first?.isUppercase == true {
                    span("t", to: index + word.count)
                } else {
                    result += HTML.escape(text)
                    index += word.count
                }
            } else {
                result += HTML.escape(String(character))
                index += 1
            }
        }
        return result
    }
}
