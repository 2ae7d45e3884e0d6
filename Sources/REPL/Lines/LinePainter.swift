@preconcurrency import CReadline
import Foundation
import Terminal

/// Paints the line after readline has drawn it.
///
/// readline goes on believing that the line is plain: what it draws anew is plain, and painted again at once.
final class LinePainter {
    private let commands: () -> [Command]
    /// The lines of the entry before the one being edited.
    var earlierLines = ""
    /// Columns of the prompt.
    var promptWidth = 0
    /// Something is in colours, which a line without any must be rid of.
    private var isPainted = false

    init(commands: @escaping () -> [Command]) { self.commands = commands }

    /// Has readline call it; after readline has read its own settings.
    func install() {
        // Settings that draw something else than the line where it is expected.
        for (name, other) in [("horizontal-scroll-mode", "on"), ("show-mode-in-prompt", "on"), ("mark-modified-lines", "on")] {
            if let value = rl_variable_value(name), String(cString: value) == other { return }
        }
        activePainter = self
        rl_redisplay_function = redraw
    }

    /// Nothing of the next line is painted yet.
    func begin() { isPainted = false }

    fileprivate func paint() {
        // A search, a count and a message have prompts of their own, and a region is readline's to show.
        guard let buffer = rl_line_buffer, rl_display_prompt == rl_prompt, rl_mark_active_p() == 0,
            rl_readline_state & UInt(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_CHARSEARCH) == 0,
            Int(rl_end) <= LineColours.limit
        else { return }
        // More keys have come: they are drawn first.
        if rl_end > 512 {
            var files = pollfd(fd: fileno(rl_instream), events: Int16(POLLIN), revents: 0)
            if poll(&files, 1, 0) > 0 { return }
        }
        let line = String(cString: buffer)
        // Other locales show what is not ASCII as numbers.
        guard line.utf8.count == Int(rl_end), Self.isUTF8 || line.utf8.allSatisfy({ $0 < 0x80 }) else { return }
        let parts = LineColours.parts(of: line, after: earlierLines) { [commands] word in
            commands().first { $0.name == word || $0.otherNames.contains(word) }.map { $0.argument.contains("EXPR") }
        }
        if parts.isEmpty, !isPainted { return }
        var (rows, columns): (Int32, Int32) = (0, 0)
        rl_get_screen_size(&rows, &columns)
        let size = TerminalSize(columns: Int(columns), rows: Int(rows))
        guard
            let sequence = PaintedLine.sequence(of: line, point: Int(rl_point), prompt: promptWidth, parts: parts, on: size)
        else { return }
        isPainted = !parts.isEmpty
        fputs(sequence, rl_outstream)
        fflush(rl_outstream)
    }

    private static var isUTF8: Bool { nl_langinfo(nl_item(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false }
}

private nonisolated(unsafe) var activePainter: LinePainter?

private func redraw() {
    rl_redisplay()
    activePainter?.paint()
}
