@preconcurrency import CReadline
import Foundation

/// Answers the tab key: names, members and labels from the session, `:commands` from their table, files within quotes.
final class LineCompleter {
    private let assistant: (any CellHelping)?
    private let commands: () -> [Command]
    /// The lines of the entry before the one being edited.
    var earlierLines = ""

    init(assistant: (any CellHelping)?, commands: @escaping () -> [Command]) {
        self.assistant = assistant
        self.commands = commands
    }

    func install() {
        activeCompleter = self
        rl_attempted_completion_function = completeWord
        rl_completer_word_break_characters = UnsafePointer(strdup(" \t\n\"'`@$><=;|&{}()[].,:+-*/%^!?~#\\"))
        rl_completer_quote_characters = UnsafePointer(strdup("\""))
        rl_basic_quote_characters = UnsafePointer(strdup("\""))
    }

    /// What the word that begins at a byte of the line may become.
    func candidates(line: String, wordStart: Int, point: Int, isQuoted: Bool) -> [String] {
        // Where nothing is written yet, the key moves on.
        if line.utf8.prefix(point).allSatisfy({ $0 == UInt8(ascii: " ") || $0 == 9 }) { return ["    "] }
        let word = String(decoding: line.utf8.prefix(point).dropFirst(wordStart), as: UTF8.self)
        if earlierLines.isEmpty, line.hasPrefix(":") {
            let typed = String(line.utf8.prefix(point)) ?? line
            guard typed.contains(" ") else {
                return commands().map(\.name).filter { (":" + $0).hasPrefix(typed) }
            }
            let name = typed.dropFirst().prefix { $0 != " " }
            if commands().first(where: { $0.name == name })?.takesFile == true {
                // The path is all that follows, blanks and what readline takes for the end of a word among it.
                let path = typed.drop { $0 != " " }.drop { $0 == " " }
                let before = path.utf8.count - word.utf8.count
                return PathCompletion.candidates(String(path)).map {
                    String(decoding: $0.utf8.dropFirst(max(0, before)), as: UTF8.self)
                }
            }
        }
        if isQuoted {
            // readline steps over the first sign within the quotes where it takes that for the end of a word, as it does a slash.
            let bytes = Array(line.utf8)
            let missed = wordStart > 0 && bytes[wordStart - 1] != UInt8(ascii: "\"") ? 1 : 0
            let typed = String(decoding: bytes[wordStart - missed..<point], as: UTF8.self)
            return PathCompletion.quotedCandidates(typed).map { String(decoding: $0.utf8.dropFirst(missed), as: UTF8.self) }
        }
        let source = earlierLines + line
        let base = earlierLines.utf8.count
        let start = base + wordStart
        let bytes = Array(source.utf8)
        return (assistant?.completions(source, at: base + point) ?? []).compactMap { completion in
            // The session and readline may disagree where the word begins.
            if completion.start <= start {
                let rest = completion.text.utf8.dropFirst(start - completion.start)
                return String(decoding: rest, as: UTF8.self)
            }
            return String(decoding: bytes[start..<min(completion.start, bytes.count)], as: UTF8.self) + completion.text
        }
    }
}

private nonisolated(unsafe) var activeCompleter: LineCompleter?
private nonisolated(unsafe) var activeCandidates: [String] = []
private nonisolated(unsafe) var nextCandidate = 0

private func completeWord(
    _ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard let activeCompleter, let word, let buffer = rl_line_buffer else { return nil }
    rl_completion_append_character = 0
    rl_completion_suppress_append = 1
    let found = activeCompleter.candidates(
        line: String(cString: buffer), wordStart: Int(start), point: Int(end), isQuoted: rl_completion_quote_character != 0)
    rl_attempted_completion_over = 1
    // A folder goes on: its quote stays open.
    if found.count == 1, found[0].hasSuffix("/") { rl_completion_suppress_quote = 1 }
    var seen = Set<String>()
    activeCandidates = found.filter { seen.insert($0).inserted }
    nextCandidate = 0
    return activeCandidates.isEmpty ? nil : rl_completion_matches(word, nextMatch)
}

private func nextMatch(_ word: UnsafePointer<CChar>?, _ state: Int32) -> UnsafeMutablePointer<CChar>? {
    if state == 0 { nextCandidate = 0 }
    guard nextCandidate < activeCandidates.count else { return nil }
    defer { nextCandidate += 1 }
    return strdup(activeCandidates[nextCandidate])
}
