import Foundation

/// The toolchain's `sourcekit-lsp`, running.
final class ServiceProcess: Sendable {
    let reading: Int32
    let writing: Int32
    let process: pid_t

    /// - Throws: ``RemoteError`` where it cannot be started.
    init(_ path: String, in folder: String) throws(RemoteError) {
        var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard pipe2(&input, O_CLOEXEC) == 0, pipe2(&output, O_CLOEXEC) == 0 else {
            throw RemoteError(.internalError, "cannot make a pipe: \(String(cString: strerror(errno)))")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input[0], 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        // Its log is for those who work on it.
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, &attributes, &arguments, environ)
        close(input[0])
        close(output[1])
        guard code == 0 else {
            close(input[1])
            close(output[0])
            throw RemoteError(.internalError, "cannot start \(path): \(String(cString: strerror(code)))")
        }
        (reading, writing, process) = (output[0], input[1], child)
    }

    /// Waits for its end, at most so long, and sees to it then. To be called once.
    func end(within milliseconds: Int) {
        var status: Int32 = 0
        for _ in 0..<milliseconds / 10 {
            if waitpid(process, &status, WNOHANG) != 0 { return }
            usleep(10_000)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}

@_silgen_name("pipe2")
private func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32
