import Foundation

/// Lines from something that is no terminal, with a look at the next one: `else` on a line of its own belongs to the `if`
/// before it.
struct PipedLines {
    private var held: String?

    mutating func next() -> String? {
        if let line = held {
            held = nil
            return line
        }
        return readLine()
    }

    /// Whether the next line goes on with what came before.
    mutating func continues() -> Bool {
        if held == nil { held = readLine() }
        guard let line = held?.drop(while: { $0 == " " || $0 == "\t" }) else { return false }
        return ["else", "catch", "where"].contains(String(line.prefix { $0.isLetter }))
            || [".", "?", "&&", "||", "+ ", "- ", "* ", "/ ", "== ", "{"].contains { line.hasPrefix($0) }
    }
}
