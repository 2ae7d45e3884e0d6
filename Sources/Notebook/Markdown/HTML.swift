/// Text on its way into HTML.
package enum HTML {
    /// The text with everything that HTML would read as markup written as what it is.
    package static func escape(_ text: some StringProtocol) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // A control character is not allowed in HTML at all.
            case "\0"..<"\t", "\u{b}"..<" ", "\u{7f}": result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Where a link may lead: the web, mail, and places beside or within the page; nil for anything that could run.
    static func safeLink(_ target: String) -> String? {
        let head = target.prefix { $0 != "/" && $0 != "#" && $0 != "?" }
        guard head.contains(":") else { return target }
        let scheme = head.prefix { $0 != ":" }.lowercased()
        return ["http", "https", "mailto"].contains(scheme) ? target : nil
    }

    /// The type of a picture by its file's first bytes; nil when it is none that a browser shows.
    static func imageType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) { return "image/webp" }
        let start = String(decoding: bytes.prefix(200), as: UTF8.self).trimmed
        return start.hasPrefix("<svg") || start.hasPrefix("<?xml") ? "image/svg+xml" : nil
    }

    /// An anchor's name for a heading.
    static func anchor(_ heading: String) -> String {
        var result = ""
        for character in heading.lowercased() {
            if character.isLetter || character.isNumber {
                result.append(character)
            } else if !result.isEmpty, result.last != "-" {
                result.append("-")
            }
        }
        while result.last == "-" { result.removeLast() }
        return result
    }
}
