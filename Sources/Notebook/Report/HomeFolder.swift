import Foundation

/// The person's own folder, which is nobody else's business: what is given away says `~` in its place.
enum HomeFolder {
    static func hidden(in text: String) -> String {
        hidden(in: text, home: ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory())
    }

    static func hidden(in text: String, home: String) -> String {
        let home = home.hasSuffix("/") ? String(home.dropLast()) : home
        guard !home.isEmpty, text.contains(home) else { return text }
        var result = ""
        var rest = text[...]
        while let range = rest.range(of: home) {
            let before = rest[..<range.lowerBound].last ?? result.last
            let after = rest[range.upperBound...].first
            // A longer name that begins or ends like it is another.
            let isWhole =
                !(before.map { $0.isLetter || $0.isNumber || "/._-".contains($0) } ?? false)
                && !(after.map { $0.isLetter || $0.isNumber || "._-".contains($0) } ?? false)
            result += rest[..<range.lowerBound] + (isWhole ? "~" : home)
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
