import CMarkdown

/// Entities, as HTML 5 names them.
enum HTMLEntities {
    /// A text with every entity as the character that it stands for.
    static func decoded(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            if let length = length(of: rest), let character = character(rest.prefix(length)) {
                result += character
                rest = rest.dropFirst(length)
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// How many characters the entity at the start of a text has, its semicolon with them; nil when there is none.
    static func length(of text: Substring) -> Int? {
        let name = text.dropFirst().prefix(32).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
        let isEnded = text.dropFirst(1 + name.count).first == ";"
        return isEnded && !name.isEmpty ? name.count + 2 : nil
    }

    private static func character(_ entity: Substring) -> String? {
        let name = entity.dropFirst().dropLast()
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
            return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
                .flatMap(Unicode.Scalar.init).map { String($0) }
        }
        // The names are cmark's, which knows all of them.
        let text = MarkdownTree(String(entity)).plainText
        return text == entity ? nil : text
    }
}
