import Foundation

/// Runs a program of the toolchain and gathers what it says.
package struct Tool {
    let path: String

    package init(path: String) { self.path = path }

    /// Seconds of a processor after which a program is ended: some texts take a compiler longer than anybody lives, and one whose front end
    /// was killed would go on for ever.
    static let mostSeconds = 600

    package struct Outcome {
        package var status: Int32
        /// Standard output and standard error.
        package var text: String
        /// Whether it was ended for taking too long.
        package var hasTakenTooLong: Bool { status == 128 + SIGXCPU }
    }

    /// - Throws: ``ToolchainError`` when it cannot be started, ``CompileStopped`` when it was stopped.
    package func run(_ arguments: [String], environment: [String: String] = [:], as running: RunningTool? = nil) throws -> Outcome
    {
        var ends: [Int32] = [0, 0]
        // At once, for a process that another thread starts in between would keep the pipe open.
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw ToolchainError.cannotStart(path, errno) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        // Not of the terminal's group: Ctrl-C is for the cell, not for its compiler.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var child: pid_t = 0
        let code = withStrings([path] + arguments) { arguments in
            withStrings(variables) { posix_spawn(&child, path, &actions, &attributes, arguments, $0) }
        }
        close(ends[1])
        guard code == 0 else { throw ToolchainError.cannotStart(path, code) }
        var limit = rlimit(rlim_cur: rlim_t(Self.mostSeconds), rlim_max: rlim_t(Self.mostSeconds + 5))
        _ = prlimit(child, __rlimit_resource_t(RLIMIT_CPU.rawValue), &limit, nil)
        running?.began(child)
        let text = readAll(ends[0])
        let isStopped = running?.ends() ?? false
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        if isStopped { throw CompileStopped() }
        return Outcome(status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F, text: text)
    }

    private func readAll(_ file: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}

/// Lends strings as C wants them: an array of pointers with nothing at its end.
private func withStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
}

@_silgen_name("prlimit")
private func prlimit(
    _ process: pid_t, _ resource: __rlimit_resource_t, _ new: UnsafeMutablePointer<rlimit>?, _ old: UnsafeMutablePointer<rlimit>?
) -> Int32

@_silgen_name("pipe2")
private func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32
