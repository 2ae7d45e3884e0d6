import Files

/// Lines from something that is no terminal, with a look at the next one: `else` on a line of its own belongs to the `if`
/// before it. Who sends lines one by one, and waits for each answer, gets it: the next line is given a fifth of a second.
struct PipedLines {
    private var held: String?
    private var input = BoundedInput()
    /// Why there are no more lines, unless the input just ended.
    private(set) var failure: FileError?

    mutating func next() -> String? {
        if let line = held {
            held = nil
            return line
        }
        return read()
    }

    private mutating func read() -> String? {
        guard failure == nil else { return nil }
        do throws(FileError) { return try input.line(limit: 1 << 24) } catch {
            failure = error
            return nil
        }
    }

    /// Whether the next line goes on with what came before.
    mutating func continues() -> Bool {
        if held == nil {
            guard input.isReady(within: 200) else { return false }
            held = read()
        }
        guard let line = held?.drop(while: { $0 == " " || $0 == "\t" }) else { return false }
        return ["else", "catch", "where"].contains(String(line.prefix { $0.isLetter }))
            || [".", "?", "&&", "||", "+ ", "- ", "* ", "/ ", "== ", "{"].contains { line.hasPrefix($0) }
    }
}
