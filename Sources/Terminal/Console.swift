import Foundation

/// When to colour.
public enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
}

/// The terminal, or what stands in its place.
///
/// Everything that is written passes through ``VisibleText``: what a file, a cell or a message holds cannot move the cursor, set a title
/// or answer for the person.
public final class Console: @unchecked Sendable {
    public enum Colour: String {
        case red = "31", green = "32", yellow = "33", cyan = "36", faint = "2", bold = "1"
    }

    public let isQuiet: Bool
    /// Whether standard error is a terminal that can move its cursor.
    public let isLive: Bool
    public let colorsOutput: Bool
    public let colorsErrors: Bool
    private let isOutputTerminal = isatty(1) == 1
    private let lock = NSRecursiveLock()
    private var status = ""
    /// Whether what was written to standard output last ended its line.
    private var isAtLineStart = true
    /// What stands for an escape of our own until it is written: nobody else can know it.
    private static let mark = "\u{E0F0}\(UInt64.random(in: 0 ... .max))\u{E0F1}"

    public init(color: ColorChoice, isQuiet: Bool) {
        self.isQuiet = isQuiet
        let environment = ProcessInfo.processInfo.environment
        let isDumb = environment["TERM"] == nil || environment["TERM"] == "dumb"
        func colors(_ file: Int32) -> Bool {
            switch color {
            case .always: true
            case .never: false
            case .auto: isatty(file) == 1 && !isDumb && environment["NO_COLOR", default: ""].isEmpty
            }
        }
        isLive = isatty(2) == 1 && !isDumb
        colorsOutput = colors(1)
        colorsErrors = colors(2)
        // A reader that has gone away (`| head`) must not keep a run from being saved.
        signal(SIGPIPE, SIG_IGN)
    }

    public func paint(_ text: String, _ colour: Colour, errors: Bool = false) -> String {
        (errors ? colorsErrors : colorsOutput) ? "\(Self.mark)\(colour.rawValue)m\(text)\(Self.mark)0m" : text
    }

    /// Writes words to standard output.
    public func write(_ text: String) { put(Self.shown(text), to: 1) }

    /// Writes what a cell printed to standard output; where that is no terminal, as it came.
    public func output(_ text: String) { put(isOutputTerminal ? VisibleText.output(text) : text, to: 1) }

    /// Writes bytes of our own that a terminal is to obey: pictures.
    public func obeyed(_ sequence: String) { put(sequence, to: 1) }

    /// Writes a line to standard error.
    public func note(_ text: String) {
        lock.withLock {
            if isLive { freshLine() }
            put(Self.shown(text) + "\n", to: 2)
        }
    }

    /// Ends the line of a terminal's output that was left open: what follows would stand behind it.
    public func freshLine() {
        lock.withLock { if isOutputTerminal, !isAtLineStart { put("\n", to: 1) } }
    }

    /// The bytes that ``write(_:)`` writes for a text.
    package static func shown(_ text: String) -> String {
        let text = VisibleText.of(text)
        // The mark's first byte: few texts have it, and a search by characters takes its time.
        return text.utf8.contains(0xEE) ? text.replacing(mark, with: "\u{1B}[") : text
    }

    /// Writes `error: …` to standard error; a message that names its place already stands as it is.
    public func error(_ message: String) {
        let marked = message.contains(" error: ") ? message : "error: " + message
        note(marked.replacing("error:", with: paint("error:", .red, errors: true), maxReplacements: 1))
    }

    /// Writes `warning: …` to standard error, where ``isQuiet`` does not forbid it.
    public func warning(_ message: String) {
        if isQuiet { return }
        note(message.replacing("warning:", with: paint("warning:", .yellow, errors: true), maxReplacements: 1))
    }

    /// Shows a line that the next one replaces; an empty text takes it away. Only on a live terminal.
    public func show(status text: String) {
        guard isLive else { return }
        lock.withLock {
            guard text != status else { return }
            status = text
            Self.writeAll("\r\u{1B}[K" + Self.cut(VisibleText.line(text), to: Self.width() - 1), to: 2)
        }
    }

    private func put(_ text: String, to file: Int32) {
        lock.withLock {
            let held = status
            if !held.isEmpty { Self.writeAll("\r\u{1B}[K", to: 2) }
            status = ""
            Self.writeAll(text, to: file)
            if file == 1, let last = text.unicodeScalars.last { isAtLineStart = last == "\n" }
            // A text that does not end its line would be overwritten by the status line: that waits for the next one.
            if !held.isEmpty, text.hasSuffix("\n") { show(status: held) }
        }
    }

    /// Columns of the terminal.
    public static func width() -> Int {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : String(text.prefix(max(1, width - 1))) + "…"
    }

    private static func writeAll(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EAGAIN || errno == EINTR {
                var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 100)
                continue
            }
            guard count > 0 else {
                if file == 1 { StandardOutput.failed(errno) }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
