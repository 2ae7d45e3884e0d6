@preconcurrency import CReadline
import Foundation
import Terminal

/// GNU readline through its callback interface: it is handed characters when there are some, and never jumps out of Swift.
///
/// readline has one state for the whole process, so there is one editor at a time.
final class LineEditor {
    enum Event {
        case line(String)
        /// Ctrl-D on an empty line, or the end of the input.
        case end
        /// Ctrl-C: what was typed is gone.
        case cleared
        case terminated(Int32)
    }

    private let signals: SignalPipe
    private let painter: LinePainter?
    /// Keys that came before readline listened.
    var typedAhead: [UInt8] = []

    /// - Parameter painter: nil for a terminal without colours.
    init(signals: SignalPipe, completer: LineCompleter, painter: LinePainter?) {
        self.signals = signals
        self.painter = painter
        rl_readline_name = UnsafePointer(strdup("avts-nb"))
        rl_catch_signals = 0
        rl_catch_sigwinch = 0
        completer.install()
        rl_initialize()
        LineIndentation.install()
        painter?.install()
    }

    /// Reads a line with a prompt. A pasted text of many lines is one line with line ends in it.
    ///
    /// - Parameter earlier: the lines of the entry before it.
    func read(prompt: String, after earlier: EntryLines) -> Event {
        finishedLine = nil
        LineIndentation.begin(earlier.text.isEmpty ? nil : earlier.brackets)
        painter?.earlierLines = earlier.text
        painter?.promptWidth = prompt.count
        painter?.begin()
        // It may have changed while something else had the terminal.
        rl_reset_screen_size()
        rl_callback_handler_install(prompt, takeLine)
        defer { if finishedLine == nil { rl_callback_handler_remove() } }
        while true {
            if !typedAhead.isEmpty {
                // Up to a Return: the line's end is the end of this reading.
                let end = typedAhead.firstIndex { $0 == 10 || $0 == 13 }.map { $0 + 1 } ?? typedAhead.count
                for byte in typedAhead[..<end] { rl_stuff_char(Int32(byte)) }
                typedAhead.removeFirst(end)
                rl_callback_read_char()
                if let line = finishedLine { return line.map { .line(LineIndentation.entered($0)) } ?? .end }
            }
            let (arrived, hasInput) = signals.wait(milliseconds: -1, input: fileno(stdin))
            for signal in arrived {
                switch signal {
                case SIGINT:
                    clear()
                    return .cleared
                case SIGWINCH: rl_resize_terminal()
                case SIGTSTP: suspend()
                case SIGTERM, SIGHUP: return .terminated(signal)
                default: break
                }
            }
            if hasInput {
                rl_callback_read_char()
                if let line = finishedLine { return line.map { .line(LineIndentation.entered($0)) } ?? .end }
            }
        }
    }

    /// Whether more has come already, as a paste does that is not marked as one.
    func hasMore(within milliseconds: Int32) -> Bool {
        var files = pollfd(fd: fileno(stdin), events: Int16(POLLIN), revents: 0)
        return poll(&files, 1, milliseconds) > 0
    }

    private func clear() {
        rl_free_line_state()
        rl_callback_sigcleanup()
        rl_point = rl_end
        rl_redisplay()
        _ = rl_crlf()
        rl_replace_line("", 1)
    }

    /// Ctrl-Z: the terminal is put back before the process stops, and taken again after.
    private func suspend() {
        rl_deprep_terminal()
        kill(getpid(), SIGSTOP)
        rl_prep_terminal(1)
        rl_forced_update_display()
    }
}

/// What the callback left: nil while the line is being typed, `.some(nil)` at the end of the input.
private nonisolated(unsafe) var finishedLine: String??

private func takeLine(_ line: UnsafeMutablePointer<CChar>?) {
    // Removed at once, so that the terminal is in its usual state while the line is evaluated.
    rl_callback_handler_remove()
    guard let line else {
        finishedLine = .some(nil)
        return
    }
    finishedLine = .some(String(cString: line))
    free(line)
}
