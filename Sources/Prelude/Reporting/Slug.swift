/// A file name made of the words of a title: lower case, joined by hyphens.
enum Slug {
    static func of(_ title: String, otherwise: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? otherwise : words.prefix(6).joined(separator: "-")
    }
}
