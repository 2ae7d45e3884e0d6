import Foundation

/// A program that traps has its record written before it ends: the thread that trapped stands still, and another is told.
enum TrapWatch {
    private static let traps = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE]
    /// Where the handler, which may do next to nothing, leaves word: the signal's number, as a byte.
    private nonisolated(unsafe) static var pipeEnds: [Int32] = [-1, -1]
    /// What a thread that has used up its stack has left for the handler.
    private static let stackSize = 1 << 16

    /// Calls `body` once, on a thread of its own, when a thread of this process has trapped, with the signal. What `body` does not end within ten
    /// seconds ends as traps do.
    static func begin(_ body: @escaping @Sendable (Int32) -> Void) {
        guard pipe(&pipeEnds) == 0 else { return }
        for end in pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stackSize, alignment: 16)
        stack.ss_size = stackSize
        // Of the main thread, on which cells run.
        sigaltstack(&stack, nil)
        for signal in traps {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = handle
            action.sa_flags = SA_ONSTACK
            sigaction(signal, &action, nil)
        }
        Thread {
            var number: UInt8 = 0
            while read(pipeEnds[0], &number, 1) < 0, errno == EINTR {}
            guard number > 0 else { return }
            alarm(10)
            _ = signal(SIGALRM, SIG_DFL)
            body(Int32(number))
        }.start()
    }

    private static let handle: @convention(c) (Int32) -> Void = { signal in
        var number = UInt8(truncatingIfNeeded: signal)
        _ = write(pipeEnds[1], &number, 1)
        // Going on would trap again, and returning to where it was is not to be had.
        while true { pause() }
    }
}

/// Why a cell of a program ended without a word of its own.
struct TrappedCell: Error, CustomStringConvertible {
    let signal: Int32

    /// What a session calls it, too.
    static let name = "RuntimeError"

    var description: String {
        switch signal {
        case SIGILL, SIGTRAP: "a broken rule or an arithmetic overflow ended it (\(words)); what it was stands above"
        case SIGABRT: "it was aborted (\(words))"
        case SIGSEGV, SIGBUS: "memory that is not there was used, or the stack was used up (\(words))"
        default: "it was ended by \(words)"
        }
    }

    private var words: String { strsignal(signal).map { String(cString: $0) } ?? "signal \(signal)" }
}
