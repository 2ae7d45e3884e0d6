import CellCompiler
import Files
import Foundation
import SessionProtocol
import Synchronization
import Work

/// The process that runs cells, and the socket to it.
final class SessionProcess: @unchecked Sendable {
    let channel: MessageChannel
    let processID: pid_t
    /// For files that need not outlive it.
    private let scratch: ScratchFolder
    var temporaryFolder: String { scratch.path }
    /// How it ended, once that is known: its number may be another's then.
    private let status = Mutex<Int32?>(nil)

    /// - Throws: ``ToolchainError`` where it cannot be started.
    ///
    /// - Parameter joinsRanks: whether it joins the other processes of the job that this one is part of.
    init(_ location: LibraryLocation, threads: Int?, joinsRanks: Bool = false) throws {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw ToolchainError.cannotStart(location.sessionProgram, errno)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Ctrl-C is the front end's to hear.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        scratch = try ScratchFolder()
        var variables = ProcessInfo.processInfo.environment
        // The runtime's own words about a crash take seconds; dictionaries keep one order in every run.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        variables["SWIFT_DETERMINISTIC_HASHING"] = "1"
        variables["TMPDIR"] = scratch.path
        if let threads { variables["AVTS_THREADS"] = "\(threads)" }
        variables[RankLaunch.joining] = joinsRanks ? "1" : nil
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("avts-nb-session"), strdup(location.library), nil]
        let environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, location.sessionProgram, &actions, &attributes, arguments, environment)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw ToolchainError.cannotStart(location.sessionProgram, code)
        }
        channel = MessageChannel(ends[0])
        processID = child
    }

    /// Waits for the end of a process that is gone, and says what it was.
    func epitaph() -> String {
        let status = wait()
        let signal = status & 0x7F
        if signal == 0 { return "it ended with exit code \((status >> 8) & 0xFF)" }
        if signal == SIGSEGV {
            return "it was ended by signal 11: memory was touched that is not the program's, or a thread of the cell's own "
                + "used up its stack"
        }
        if signal == SIGKILL { return "it was killed (signal 9): by hand, or since memory ran out" }
        return "it was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
    }

    private func wait() -> Int32 {
        status.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
            known = status
            return status
        }
    }

    deinit {
        close(channel.descriptor)
        if status.withLock({ $0 == nil }) { kill(processID, SIGKILL) }
        _ = wait()
    }
}
