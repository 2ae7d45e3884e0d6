import Foundation

/// When to colour.
public enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
}

/// The terminal, or what stands in its place.
public final class Console: @unchecked Sendable {
    public enum Colour: String {
        case red = "31", green = "32", yellow = "33", cyan = "36", faint = "2", bold = "1"
    }

    public let isQuiet: Bool
    /// Whether standard error is a terminal that can move its cursor.
    public let isLive: Bool
    public let colorsOutput: Bool
    public let colorsErrors: Bool
    private let lock = NSRecursiveLock()
    private var status = ""
    private var failure: String?

    /// Why standard output could not be written, if it could not; a reader that has gone away is no failure.
    public var outputFailure: String? { lock.withLock { failure } }

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
        (errors ? colorsErrors : colorsOutput) ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Writes to standard output.
    public func write(_ text: String) { put(text, to: 1) }

    /// Writes a line to standard error.
    public func note(_ text: String) { put(text + "\n", to: 2) }

    /// Writes `error: …` to standard error; a message that names its place already stands as it is.
    public func error(_ message: String) {
        let marked = message.contains(" error: ") ? message : "error: " + message
        note(marked.replacing("error:", with: paint("error:", .red, errors: true), maxReplacements: 1))
    }

    /// Shows a line that the next one replaces; an empty text takes it away. Only on a live terminal.
    public func show(status text: String) {
        guard isLive else { return }
        lock.withLock {
            guard text != status else { return }
            status = text
            Self.writeAll("\r\u{1B}[K" + Self.cut(text, to: Self.width() - 1), to: 2)
        }
    }

    private func put(_ text: String, to file: Int32) {
        lock.withLock {
            let held = status
            if !held.isEmpty { Self.writeAll("\r\u{1B}[K", to: 2) }
            status = ""
            let error = Self.writeAll(text, to: file)
            if file == 1, error != 0, error != EPIPE { failure = failure ?? String(cString: strerror(error)) }
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

    /// The error that ended it; 0 for none.
    @discardableResult
    private static func writeAll(_ text: String, to file: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EAGAIN || errno == EINTR {
                var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 100)
                continue
            }
            guard count > 0 else { return count < 0 ? errno : ENOSPC }
            bytes = bytes.dropFirst(count)
        }
        return 0
    }
}
