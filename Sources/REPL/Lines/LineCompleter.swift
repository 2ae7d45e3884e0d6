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

    /// What the word that begins at a byte of the line may become; nil asks for names of files.
    func candidates(line: String, wordStart: Int, point: Int, isQuoted: Bool) -> [String]? {
        if earlierLines.isEmpty, line.hasPrefix(":") {
            let typed = String(line.utf8.prefix(point)) ?? line
            guard typed.contains(" ") else {
                return commands().map(\.name).filter { (":" + $0).hasPrefix(typed) }
            }
            let name = typed.dropFirst().prefix { $0 != " " }
            if commands().first(where: { $0.name == name })?.takesFile == true { return nil }
        }
        if isQuoted { return nil }
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
    guard let found else {
        rl_completion_suppress_append = 0
        return nil  // readline completes names of files by itself
    }
    rl_attempted_completion_over = 1
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
