/// Printed text as a terminal shows it once all of it has come: a carriage return goes back to the line's beginning, a backspace one
/// sign, and what follows takes the place of what stood there.
package enum SettledText {
    package static func of(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\r") || $0 == 8 }) else { return text }
        var result = ""
        var line: [Character] = []
        var place = 0
        for character in text {
            switch character {
            case "\n", "\r\n":
                result += String(line) + "\n"
                line.removeAll(keepingCapacity: true)
                place = 0
            case "\r": place = 0
            case "\u{8}": place = max(0, place - 1)
            default:
                if place < line.count { line[place] = character } else { line.append(character) }
                place += 1
            }
        }
        return result + String(line)
    }
}
