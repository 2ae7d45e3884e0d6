import Foundation
import XCTest

/// The built command at a terminal of its own, as a person sits before it.
final class PseudoTerminal {
    private let master: Int32
    private let process: pid_t
    /// What has come so far, and how much of it was looked at, as text without what only moves the cursor.
    private var raw: [UInt8] = []
    private var seen = 0
    private var hasEnded = false
    private var transcript: String { String(Self.text(raw).dropFirst(seen)) }

    static let size = (columns: 100, rows: 30)
    private var columns = size.columns

    /// - Parameters:
    ///   - state: where the history lives.
    ///   - more: what the surroundings say besides; nil takes a word out of them.
    init(
        _ arguments: [String] = [], state: String, term: String = "xterm-256color", environment more: [String: String?] = [:]
    ) throws {
        // As `posix_openpt`, `unlockpt` and `ptsname` do it, which Swift does not see.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0, number: Int32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &locked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw XCTSkip("there are no pseudo-terminals here")
        }
        let name = "/dev/pts/\(number)"
        var size = winsize(
            ws_row: UInt16(Self.size.rows), ws_col: UInt16(Self.size.columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // A session of its own: the terminal it opens first becomes the one that Ctrl-C speaks to.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawn_file_actions_addclose(&actions, master)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = term
        environment["XDG_STATE_HOME"] = state
        environment["INPUTRC"] = "/dev/null"
        environment["NO_COLOR"] = "1"
        environment["AVTS_PAGER"] = ""
        for name in ["TMUX", "STY", "AVTS_IMAGES", "VISUAL", "EDITOR", "LESS", "PAGER"] { environment[name] = nil }
        for (name, value) in more { environment[name] = value }
        var argv: [UnsafeMutablePointer<CChar>?] = ([Binary.path] + arguments).map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, Binary.path, &actions, &attributes, &argv, &envp) == 0 else {
            throw CocoaError(.executableLoad)
        }
        process = pid
    }

    deinit {
        if !hasEnded {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        close(master)
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Sends a signal to the command.
    func signal(_ signal: Int32) { kill(process, signal) }

    /// Types a line.
    func enter(_ line: String) { send(line + "\r") }

    /// What a paste sends: marked at both ends, so that its line ends are no Returns.
    func paste(_ text: String) { send("\u{1B}[200~\(text.replacing("\n", with: "\r"))\u{1B}[201~") }

    /// Waits until the text has appeared after what was seen before; what came up to then.
    @discardableResult
    func expect(_ text: String, seconds: Double = 10, file: StaticString = #filePath, line: UInt = #line) -> String {
        let end = Date() + seconds
        while true {
            if let range = transcript.range(of: text) {
                let part = String(transcript[..<range.upperBound])
                seen += part.count
                return part
            }
            guard Date() < end, readSome() else {
                XCTFail("`\(text)` did not appear; on the screen: \(transcript.debugDescription)", file: file, line: line)
                return ""
            }
        }
    }

    /// The exit code, once the process has ended; a process that does not end is killed, and that is a failure.
    func exitCode(seconds: Double = 20, file: StaticString = #filePath, line: UInt = #line) -> Int32 {
        let end = Date() + seconds
        var status: Int32 = 0
        while true {
            // What it still writes must be read, or it waits for us.
            let isOpen = readSome()
            if waitpid(process, &status, WNOHANG) == process { break }
            if Date() > end {
                XCTFail("the process did not end; on the screen: \(transcript.debugDescription)", file: file, line: line)
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                break
            }
            if !isOpen { usleep(10_000) }
        }
        hasEnded = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    func resize(columns: UInt16) {
        self.columns = Int(columns)
        var size = winsize(ws_row: UInt16(Self.size.rows), ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// The screen once it is as it should be.
    @discardableResult
    func expectScreen(
        _ what: String, seconds: Double = 10, file: StaticString = #filePath, line: UInt = #line,
        _ holds: (ScreenModel) -> Bool
    ) -> ScreenModel {
        let end = Date() + seconds
        while true {
            let screen = ScreenModel(raw, columns: columns, rows: Self.size.rows)
            if holds(screen) { return screen }
            guard Date() < end, readSome() else {
                XCTFail("\(what): the screen is\n\(screen.text)", file: file, line: line)
                return screen
            }
        }
    }

    /// Waits until these bytes have come.
    func expectBytes(_ text: String, seconds: Double = 10, file: StaticString = #filePath, line: UInt = #line) {
        let end = Date() + seconds
        while !String(decoding: raw, as: UTF8.self).contains(text) {
            guard Date() < end, readSome() else {
                return XCTFail("\(text.debugDescription) did not come", file: file, line: line)
            }
        }
    }

    /// All that has come.
    var everything: String { String(decoding: raw, as: UTF8.self) }

    /// Reads what there is, waiting a little; false when the other side has gone.
    private func readSome() -> Bool {
        var files = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
        guard poll(&files, 1, 200) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        raw += bytes[..<count]
        return true
    }

    /// Whether anything but plain text has come: what a dumb terminal must not be sent.
    var hasEscapes: Bool { raw.contains(0x1B) }

    /// The text without carriage returns and escape sequences; one that is not whole yet is held back.
    private static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0D || byte == 0x07 { continue }
            guard byte == 0x1B else {
                result.append(byte)
                continue
            }
            guard index < bytes.count else { break }
            guard bytes[index] == UInt8(ascii: "[") else {
                index += 1
                continue
            }
            index += 1
            while index < bytes.count, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
