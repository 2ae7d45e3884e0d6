import Foundation
import Synchronization

/// A program that has the terminal for a while: an editor, a pager. It stays in this process's group, so that keys reach it as the terminal sends them.
package enum ForegroundProgram {
    /// How it ended.
    package enum Ending: Equatable, Sendable {
        case exited(Int32)
        case killed(Int32)
        case notStarted(String)
    }

    /// Runs a line of shell and waits for it; the terminal is then as it was.
    ///
    /// Ctrl-C is the program's meanwhile, Ctrl-Z stops both, and what ends this process ends the program.
    ///
    /// - Parameters:
    ///   - arguments: what the line knows as `$1`, `$2` …
    ///   - input: what it reads; nil for the terminal.
    /// - Returns: how it ended, and the signal that asks this process to end, if one came.
    package static func run(
        _ line: String, arguments: [String] = [], environment: [String: String] = [:], input: [UInt8]? = nil, signals: SignalPipe
    ) -> (ending: Ending, asked: Int32?) {
        var terminal = termios()
        let hasTerminal = tcgetattr(0, &terminal) == 0
        defer { if hasTerminal { tcsetattr(0, TCSADRAIN, &terminal) } }
        var ends: [Int32] = [-1, -1]
        if input != nil {
            guard pipe(&ends) == 0 else { return (.notStarted(String(cString: strerror(errno))), nil) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        var process: pid_t = 0
        let code = spawn(&process, ["/bin/sh", "-c", line, "sh"] + arguments, environment, ends[0])
        if ends[0] >= 0 { close(ends[0]) }
        guard code == 0 else {
            if ends[1] >= 0 { close(ends[1]) }
            return (.notStarted(String(cString: strerror(code))), nil)
        }
        let status = Status()
        let (child, writing) = (process, ends[1])
        let worker = Thread {
            if let input { write(input, to: writing) }
            var found: Int32 = 0
            while waitpid(child, &found, 0) < 0, errno == EINTR {}
            status.set(found)
            signals.wake()
        }
        worker.start()
        var asked: Int32?
        while true {
            for signal in signals.wait(milliseconds: 100).signals {
                switch signal {
                case SIGTERM, SIGHUP:
                    asked = signal
                    kill(child, SIGTERM)
                case SIGTSTP: kill(getpid(), SIGSTOP)
                default: break
                }
            }
            guard let found = status.value else { continue }
            return (found & 0x7F == 0 ? .exited((found >> 8) & 0xFF) : .killed(found & 0x7F), asked)
        }
    }

    private static func spawn(_ process: inout pid_t, _ words: [String], _ more: [String: String], _ input: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if input >= 0 { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What is ignored here would be ignored there: the end of a pipe among it.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGPIPE, SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        return posix_spawn(&process, words[0], &actions, &attributes, &argv, &envp)
    }

    /// A program that has seen enough closes its end.
    private static func write(_ bytes: [UInt8], to file: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(file)
    }

    private final class Status: Sendable {
        private let stored = Mutex<Int32?>(nil)
        var value: Int32? { stored.withLock { $0 } }
        func set(_ value: Int32) { stored.withLock { $0 = value } }
    }
}
