import Files
import Foundation

/// Paths of a person's home folder are nobody else's matter: `~` stands for it in what is saved.
enum HomeFolder {
    private static let path: String? = {
        let home = Home.folder
        let trimmed = home.count > 1 && home.hasSuffix("/") ? String(home.dropLast()) : home
        return trimmed.hasPrefix("/") && trimmed.count > 1 ? trimmed : nil
    }()

    static func hidden(in text: String, home: String? = path) -> String {
        guard let home, text.utf8.count >= home.utf8.count, text.contains(home) else { return text }
        func isPart(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || "_-.".contains($0) } ?? false
        }
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: home) {
            let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
            let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
            // `/srv/root` holds no `/root`, nor does `/rooted`.
            let isHome = !isPart(before) && before != "/" && !isPart(after)
            result += rest[..<found.lowerBound] + (isHome ? "~" : rest[found])
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
