/// Text on its way into HTML.
package enum HTML {
    /// The text with everything that HTML would read as markup written as what it is, and what is not to be seen as a sign for it.
    package static func escape(_ text: some StringProtocol) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in PageText.of(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The same of a text that is HTML already but for its tags: `&amp;` stays.
    static func escapeKeepingEntities(_ text: String) -> String {
        guard text.contains("&") else { return escape(text) }
        var result = ""
        for (number, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            guard number > 0 else {
                result += escape(part)
                continue
            }
            result += HTMLEntities.length(of: "&" + part.prefix(40)) == nil ? "&amp;" : "&"
            result += escape(part)
        }
        return result
    }

    /// Where a link may lead: the web, mail, and places beside or within the page; nil for anything that could run, and for what names a
    /// machine without saying how to reach it.
    static func safeLink(_ target: String) -> String? {
        // Browsers leave out blanks and controls where an address has none.
        let target = String(
            String.UnicodeScalarView(target.unicodeScalars.filter { $0.value > 32 && $0.value != 127 || $0 == " " })
        ).trimmed
        guard !target.hasPrefix("//"), !target.contains("\\") else { return nil }
        let head = target.prefix { $0 != "/" && $0 != "#" && $0 != "?" }
        guard head.contains(":") else { return target }
        let scheme = head.prefix { $0 != ":" }.lowercased()
        return ["http", "https", "mailto"].contains(scheme) ? target : nil
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
